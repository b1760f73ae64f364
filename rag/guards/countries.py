"""Countries and regions as Indonesian and English call them, and their capitals.

One a line: the key, its names and adjectives in both languages, and after a semicolon the capital's names.
Adjectives and languages stand for their country (*Jepang* is Japan and Japanese).
"""

COUNTRIES = """
afghanistan: Afghanistan, Afganistan, Afghan; Kabul
albania: Albania, Albanian; Tirana
algeria: Aljazair, Algeria, Algerian; Algiers
angola: Angola, Angolan; Luanda
argentina: Argentina, Argentine, Argentinian; Buenos Aires
armenia: Armenia, Armenian; Yerevan
australia: Australia, Australian, Aussie; Canberra
austria: Austria, Austrian; Wina, Vienna
azerbaijan: Azerbaijan, Azerbaijani; Baku
bahamas: Bahama, Bahamas, Bahamian; Nassau
bahrain: Bahrain, Bahraini; Manama
bangladesh: Bangladesh, Bangladeshi; Dhaka
barbados: Barbados, Barbadian; Bridgetown
belarus: Belarus, Belarusia, Belarusian; Minsk
belgium: Belgia, Belgium, Belgian; Brussel, Bruxelles, Brussels
belize: Belize, Belizean; Belmopan
benin: Benin, Beninese; Porto-Novo
bhutan: Bhutan, Bhutanese; Thimphu
bolivia: Bolivia, Bolivian; La Paz
bosnia: Bosnia dan Herzegovina, Bosnia-Herzegovina, Bosnia and Herzegovina, Bosnia, Bosnian; Sarajevo
botswana: Botswana; Gaborone
brazil: Brasil, Brazil, Brazilian; Brasilia
brunei: Brunei Darussalam, Brunei, Bruneian; Bandar Seri Begawan
bulgaria: Bulgaria, Bulgarian; Sofia
burkina faso: Burkina Faso; Ouagadougou
burundi: Burundi, Burundian; Gitega
cambodia: Kamboja, Cambodia, Cambodian, Khmer; Phnom Penh
cameroon: Kamerun, Cameroon, Cameroonian; Yaounde
canada: Kanada, Canada, Canadian; Ottawa
cape verde: Tanjung Verde, Cape Verde, Cabo Verde; Praia
central african republic: Republik Afrika Tengah, Central African Republic; Bangui
chad: Chad, Chadian; N'Djamena
chile: Chile, Cile, Chilean; Santiago
china: Cina, Tiongkok, China, Chinese, RRT, RRC, PRC, Republik Rakyat Tiongkok, Republik Rakyat Cina, People's
  Republic of China, Tionghoa; Peking, Beijing
colombia: Kolombia, Colombia, Colombian; Bogota
comoros: Komoro, Comoros; Moroni
congo: Kongo, Congo, Congolese; Brazzaville
dr congo: Republik Demokratik Kongo, RD Kongo, Kongo-Kinshasa, Democratic Republic of the Congo, DR Congo, DRC;
  Kinshasa
costa rica: Kosta Rika, Costa Rica, Costa Rican; San Jose
croatia: Kroasia, Croatia, Croatian, Croat; Zagreb
cuba: Kuba, Cuba, Cuban; Havana
cyprus: Siprus, Cyprus, Cypriot; Nicosia
czechia: Ceko, Republik Ceko, Czech Republic, Czechia, Czech; Praha, Prague
denmark: Denmark, Danish, Dane; Kopenhagen, Copenhagen
djibouti: Djibouti, Jibuti
dominican republic: Republik Dominika, Dominican Republic; Santo Domingo
ecuador: Ekuador, Ecuador, Ecuadorian; Quito
egypt: Mesir, Egypt, Egyptian; Kairo, Cairo
el salvador: El Salvador, Salvadoran; San Salvador
eritrea: Eritrea, Eritrean; Asmara
estonia: Estonia, Estonian; Tallinn
eswatini: Eswatini, Swaziland; Mbabane
ethiopia: Etiopia, Ethiopia, Ethiopian; Addis Ababa
fiji: Fiji, Fijian; Suva
finland: Finlandia, Finland, Finnish, Finn; Helsinki
france: Prancis, Perancis, France, French, Frenchman; Paris
gabon: Gabon, Gabonese; Libreville
gambia: Gambia, Gambian; Banjul
georgia: Georgia, Georgian; Tbilisi
germany: Jerman, Germany, German; Berlin
ghana: Ghana, Ghanaian; Accra
greece: Yunani, Greece, Greek; Athena, Athens
guatemala: Guatemala, Guatemalan; Guatemala City
guinea: Guinea, Guinean; Conakry
guinea-bissau: Guinea-Bissau; Bissau
equatorial guinea: Guinea Khatulistiwa, Equatorial Guinea; Malabo
guyana: Guyana, Guyanese; Georgetown
haiti: Haiti, Haitian; Port-au-Prince
honduras: Honduras, Honduran; Tegucigalpa
hungary: Hungaria, Hongaria, Hungary, Hungarian; Budapest
iceland: Islandia, Iceland, Icelandic, Icelander; Reykjavik
india: India, Indian; New Delhi, Delhi
indonesia: Indonesia, Indonesian, RI, NKRI, Republik Indonesia, Republic of Indonesia
iran: Iran, Iranian; Teheran, Tehran
iraq: Irak, Iraq, Iraqi; Bagdad, Baghdad
ireland: Irlandia, Ireland, Irish; Dublin
northern ireland: Irlandia Utara, Northern Ireland, Northern Irish; Belfast
israel: Israel, Israeli; Tel Aviv
italy: Italia, Italy, Italian; Roma, Rome
ivory coast: Pantai Gading, Ivory Coast, Ivorian; Yamoussoukro
jamaica: Jamaika, Jamaica, Jamaican
japan: Jepang, Japan, Japanese, Nippon; Tokyo
jordan: Yordania, Jordan, Jordanian; Amman
kazakhstan: Kazakhstan, Kazakh; Astana
kenya: Kenya, Kenyan; Nairobi
kiribati: Kiribati; Tarawa
korea: Korea, Korean, Semenanjung Korea, Korean Peninsula
north korea: Korea Utara, Korut, North Korea, North Korean, DPRK, RRDK, Republik Demokratik Rakyat Korea, Democratic
  People's Republic of Korea; Pyong Yang, Pyongyang
south korea: Korea Selatan, Korsel, South Korea, South Korean, ROK, Republik Korea, Republic of Korea; Seoul
kosovo: Kosovo, Kosovan; Pristina
kuwait: Kuwait, Kuwaiti; Kuwait City
kyrgyzstan: Kirgizstan, Kirgistan, Kyrgyzstan, Kyrgyz; Bishkek
laos: Laos, Lao, Laotian; Vientiane
latvia: Latvia, Latvian; Riga
lebanon: Lebanon, Libanon, Lebanese; Beirut
lesotho: Lesotho; Maseru
liberia: Liberia, Liberian; Monrovia
libya: Libya, Libia, Libyan; Tripoli
liechtenstein: Liechtenstein; Vaduz
lithuania: Lituania, Lithuania, Lithuanian; Vilnius
luxembourg: Luksemburg, Luxembourg, Luxembourgish
madagascar: Madagaskar, Madagascar, Malagasy; Antananarivo
malawi: Malawi, Malawian; Lilongwe
malaysia: Malaysia, Malaysian; KL, Kuala Lumpur
maldives: Maladewa, Maldives, Maldivian
mali: Mali, Malian; Bamako
malta: Malta, Maltese; Valletta
marshall islands: Kepulauan Marshall, Marshall Islands; Majuro
mauritania: Mauritania, Mauritanian; Nouakchott
mauritius: Mauritius, Mauritian; Port Louis
mexico: Meksiko, Mexico, Mexican; Mexico City
micronesia: Mikronesia, Micronesia, Micronesian; Palikir
moldova: Moldova, Moldovan; Chisinau
monaco: Monako, Monaco, Monegasque
mongolia: Mongolia, Mongolian; Ulan Bator, Ulaanbaatar
montenegro: Montenegro, Montenegrin; Podgorica
morocco: Maroko, Morocco, Moroccan; Rabat
mozambique: Mozambik, Mozambique, Mozambican; Maputo
myanmar: Myanmar, Burma, Birma, Burmese; Naypyidaw
namibia: Namibia, Namibian; Windhoek
nauru: Nauru, Nauruan
nepal: Nepal, Nepali, Nepalese; Kathmandu
netherlands: Belanda, Netherlands, The Netherlands, Holland, Dutch; Amsterdam
new zealand: Selandia Baru, New Zealand, New Zealander; Wellington
nicaragua: Nikaragua, Nicaragua, Nicaraguan; Managua
niger: Niger, Nigerien; Niamey
nigeria: Nigeria, Nigerian; Abuja
north macedonia: Makedonia Utara, North Macedonia, Makedonia, Macedonia, Macedonian; Skopje
norway: Norwegia, Norway, Norwegian; Oslo
oman: Oman, Omani; Muskat, Muscat
pakistan: Pakistan, Pakistani; Islamabad
palau: Palau, Palauan; Ngerulmud
palestine: Palestina, Palestine, Palestinian; Ramallah
panama: Panama, Panamanian; Panama City
papua new guinea: Papua Nugini, PNG, Papua New Guinea; Port Moresby
paraguay: Paraguay, Paraguayan; Asuncion
peru: Peru, Peruvian; Lima
philippines: Filipina, Philippines, The Philippines, Philippine, Filipino; Manila
poland: Polandia, Poland, Polish; Warsawa, Warsaw
portugal: Portugal, Portugis, Portuguese; Lisabon, Lisbon
qatar: Qatar, Katar, Qatari; Doha
romania: Rumania, Romania, Romanian; Bukares, Bucharest
russia: Rusia, Russia, Russian, Federasi Rusia, Russian Federation; Moskow, Moskwa, Moscow
rwanda: Rwanda, Rwandan; Kigali
samoa: Samoa, Samoan; Apia
san marino: San Marino
saudi arabia: Arab Saudi, Saudi Arabia, Saudi, Saudi Arabian; Riyadh
senegal: Senegal, Senegalese; Dakar
serbia: Serbia, Serbian, Serb; Beograd, Belgrade
seychelles: Seychelles, Seychellois
sierra leone: Sierra Leone; Freetown
singapore: Singapura, Singapore, Singaporean
slovakia: Slowakia, Slovakia, Slovak; Bratislava
slovenia: Slovenia, Slovenian; Ljubljana
solomon islands: Kepulauan Solomon, Solomon Islands; Honiara
somalia: Somalia, Somali; Mogadishu
south africa: Afrika Selatan, Afsel, South Africa, South African; Pretoria
south sudan: Sudan Selatan, South Sudan, South Sudanese; Juba
soviet union: Uni Soviet, Soviet Union, USSR, Soviet
spain: Spanyol, Spain, Spanish, Spaniard; Madrid
sri lanka: Sri Lanka, Sri Lankan; Kolombo, Colombo
sudan: Sudan, Sudanese; Khartoum
suriname: Suriname, Surinamese; Paramaribo
sweden: Swedia, Sweden, Swedish, Swede; Stockholm
switzerland: Swiss, Switzerland; Bern
syria: Suriah, Syria, Syrian; Damaskus, Damascus
taiwan: Taiwan, Taiwanese; Taipei
tajikistan: Tajikistan, Tajik; Dushanbe
tanzania: Tanzania, Tanzanian; Dodoma
thailand: Thailand, Muangthai, Thai; Bangkok
timor-leste: Timor Leste, Timor-Leste, East Timor, Timor Timur, Timorese, East Timorese; Dili
togo: Togo, Togolese; Lome
tonga: Tonga, Tongan; Nuku'alofa
trinidad and tobago: Trinidad dan Tobago, Trinidad and Tobago; Port of Spain
tunisia: Tunisia, Tunisian; Tunis
turkey: Turki, Turkiye, Türkiye, Turkey, Turkish, Turk; Ankara
turkmenistan: Turkmenistan, Turkmen; Ashgabat
tuvalu: Tuvalu, Tuvaluan; Funafuti
uganda: Uganda, Ugandan; Kampala
ukraine: Ukraina, Ukraine, Ukrainian; Kiev, Kyiv
united arab emirates: Uni Emirat Arab, UEA, United Arab Emirates, UAE, Emirati; Abu Dhabi
united kingdom: Inggris, Inggris Raya, Britania Raya, Britania, UK, U.K., United Kingdom, Great Britain, Britain,
  British, Briton, England, English; London
scotland: Skotlandia, Scotland, Scottish; Edinburgh
wales: Wales, Welsh; Cardiff
united states: Amerika Serikat, AS, United States, United States of America, US, U.S., USA, U.S.A., America,
  Amerika, American; Washington DC, Washington D.C., Washington
uruguay: Uruguay, Uruguayan; Montevideo
uzbekistan: Uzbekistan, Uzbek; Tashkent
vanuatu: Vanuatu, Ni-Vanuatu; Port Vila
vatican: Vatikan, Vatican, Takhta Suci, Holy See; Vatican City
venezuela: Venezuela, Venezuelan; Caracas
vietnam: Vietnam, Viet Nam, Vietnamese; Ha Noi, Hanoi
yemen: Yaman, Yemen, Yemeni; Sanaa
zambia: Zambia, Zambian; Lusaka
zimbabwe: Zimbabwe, Zimbabwean; Harare
"""

REGIONS = """
africa: Afrika, Africa, African
antarctica: Antartika, Antarctica, Antarctic
arab world: Arab, Arabia, Arabic, dunia Arab, Arab world
asia: Asia, Asian
asia pacific: Asia Pasifik, Asia-Pasifik, Asia Pacific, Asia-Pacific
atlantic: Atlantik, Atlantic, Samudra Atlantik, Atlantic Ocean
balkans: Balkan, Balkans
caribbean: Karibia, Caribbean
caucasus: Kaukasus, Caucasus
central asia: Asia Tengah, Central Asia, Central Asian
east asia: Asia Timur, East Asia, East Asian
eastern europe: Eropa Timur, Eastern Europe, Eastern European
europe: Eropa, Europe, European
indian ocean: Samudra Hindia, Samudera Hindia, Indian Ocean
latin america: Amerika Latin, Latin America, Latin American
mediterranean: Mediterania, Laut Tengah, Mediterranean
middle east: Timur Tengah, Timteng, Middle East, Middle Eastern
north america: Amerika Utara, North America, North American
oceania: Oseania, Oceania
pacific: Pasifik, Samudra Pasifik, Pacific, Pacific Ocean
scandinavia: Skandinavia, Scandinavia, Scandinavian, Nordik, Nordic
south america: Amerika Selatan, South America, South American
south asia: Asia Selatan, South Asia, South Asian
south china sea: Laut Cina Selatan, Laut China Selatan, Laut Tiongkok Selatan, South China Sea
southeast asia: Asia Tenggara, Southeast Asia, South-East Asia, Southeast Asian
western europe: Eropa Barat, Western Europe, Western European
gaza: Gaza, Jalur Gaza, Gaza Strip
west bank: Tepi Barat, West Bank
hong kong: Hong Kong, Hongkong
macau: Makau, Macau, Macao
tibet: Tibet, Tibetan
greenland: Greenland, Tanah Hijau
"""
