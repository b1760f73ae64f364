"""Cities, islands and provinces that people also type in lower case, with their names in both languages.

Capitals stand with their countries. One line a group; within a group commas, and a slash between names of one place.
"""

CITIES = """
Badung, Jakarta/DKI Jakarta/Daerah Khusus Jakarta, Bandung, Surabaya, Medan, Semarang, Makassar/Ujung Pandang,
Palembang, Tangerang, Depok, Bekasi, Bogor, Yogyakarta/Jogjakarta/Jogja/Yogya/DIY, Surakarta/Solo, Malang, Denpasar,
Padang, Pekanbaru, Batam, Bandar Lampung/Bandarlampung, Pontianak, Banjarmasin, Balikpapan, Samarinda, Manado,
Ambon, Jayapura, Mataram, Kupang, Banda Aceh, Jambi, Bengkulu, Pangkalpinang/Pangkal Pinang, Tanjungpinang/Tanjung
Pinang, Serang, Cilegon, Cirebon, Sukabumi, Tasikmalaya, Garut, Cianjur, Karawang, Purwakarta, Indramayu,
Majalengka, Kuningan, Ciamis, Sumedang, Subang, Tegal, Pekalongan, Magelang, Salatiga, Kudus, Jepara, Demak,
Rembang, Blora, Klaten, Boyolali, Wonogiri, Sragen, Purwokerto, Cilacap, Banyumas, Kebumen, Purworejo, Wonosobo,
Temanggung, Kendal, Brebes, Pemalang, Sleman, Bantul, Gunungkidul/Gunung Kidul, Kediri, Blitar, Madiun, Mojokerto,
Pasuruan, Probolinggo, Jember, Banyuwangi, Situbondo, Bondowoso, Lumajang, Tulungagung, Ponorogo, Ngawi, Magetan,
Bojonegoro, Tuban, Lamongan, Gresik, Sidoarjo, Jombang, Nganjuk, Sumenep, Pamekasan, Bangkalan, Singaraja, Ubud,
Gianyar, Palangkaraya/Palangka Raya, Singkawang, Bontang, Tarakan, Banjarbaru, Palu, Kendari, Gorontalo, Mamuju,
Parepare, Bitung, Ternate, Tidore, Sorong, Manokwari, Merauke, Timika, Wamena, Nabire, Biak, Sofifi, Bukittinggi,
Payakumbuh, Dumai, Binjai, Pematangsiantar, Sibolga, Lhokseumawe, Sabang, Lubuklinggau, Prabumulih, New York/New
York City/NYC, Los Angeles, Chicago, San Francisco, Boston, Houston, Las Vegas, Seattle, Miami, Philadelphia,
Atlanta, Toronto, Vancouver, Montreal, Sao Paulo, Rio de Janeiro/Rio, Sydney/Sidney, Melbourne, Perth, Brisbane,
Adelaide, Darwin, Auckland, Osaka, Kyoto, Hiroshima, Nagasaki, Fukushima, Yokohama, Busan/Pusan, Incheon, Shanghai,
Shenzhen, Guangzhou/Kanton, Wuhan, Chengdu, Mumbai/Bombay, Kolkata/Calcutta, Chennai, Bangalore/Bengaluru, Karachi,
Lahore, Dubai, Jeddah/Jedah, Mekah/Makkah/Mecca, Madinah/Medina, Yerusalem/Jerusalem, Istanbul, Jenewa/Geneva,
Zurich/Zürich, Basel, Davos, Den Haag/The Hague, Rotterdam, Leiden, Barcelona, Sevilla/Seville, Milan/Milano,
Napoli/Naples, Venesia/Venice, Firenze/Florence, Turin/Torino, Lyon, Marseille, Munich/München/Muenchen, Hamburg,
Frankfurt, Köln/Cologne, Manchester, Liverpool, Birmingham, Oxford, Cambridge, Glasgow, Saint Petersburg/St
Petersburg/St. Petersburg, Kharkiv, Odesa/Odessa, Johannesburg, Cape Town, Lagos, Casablanca, Ho Chi Minh/Ho Chi
Minh City/Saigon, Chiang Mai, Phuket, Cebu, Davao, Penang, Johor Bahru, Yangon/Rangoon, Strasbourg
"""

ISLANDS = """
Jawa/Java/Javanese, Sumatera/Sumatra/Sumatran, Kalimantan/Borneo, Sulawesi/Celebes, Papua/Papuan, Bali/Balinese,
Lombok, Madura/Madurese, Flores, Sumba, Sumbawa, Halmahera, Nias, Bangka, Belitung, Maluku/Moluccas, Nusa Tenggara,
Riau, Natuna, Aceh/Acehnese, Jawa Barat/Jabar/West Java, Jawa Tengah/Jateng/Central Java, Jawa Timur/Jatim/East
Java, Banten, Sumatera Utara/Sumut/North Sumatra, Sumatera Barat/Sumbar/West Sumatra, Sumatera Selatan/Sumsel/South
Sumatra, Lampung, Kalimantan Barat/Kalbar/West Kalimantan, Kalimantan Timur/Kaltim/East Kalimantan, Kalimantan
Selatan/Kalsel/South Kalimantan, Kalimantan Tengah/Kalteng/Central Kalimantan, Kalimantan Utara/Kaltara/North
Kalimantan, Sulawesi Utara/Sulut/North Sulawesi, Sulawesi Selatan/Sulsel/South Sulawesi, Sulawesi
Tengah/Sulteng/Central Sulawesi, Sulawesi Tenggara/Sultra/Southeast Sulawesi, Sulawesi Barat/Sulbar/West Sulawesi,
Nusa Tenggara Barat/NTB/West Nusa Tenggara, Nusa Tenggara Timur/NTT/East Nusa Tenggara, Papua Barat/West Papua,
Maluku Utara/North Maluku, Kepulauan Riau/Kepri/Riau Islands, Bangka Belitung/Babel, California/Kalifornia, Texas,
Florida, Hawaii, Alaska, Okinawa, Hokkaido, Guam, Krimea/Crimea, Kashmir, Mindanao, Sabah, Sarawak
"""
