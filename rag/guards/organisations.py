"""Organisations, offices, festivals and concepts that the two languages name differently.

One a line: the key, then the names in both languages. Offices give the field first: a minister, a ministry
and their short forms are one entry. Concepts are names only by their capitals.
"""

ORGANISATIONS = """
united nations: PBB, Perserikatan Bangsa-Bangsa, Perserikatan Bangsa Bangsa, UN, U.N., United Nations
un security council: Dewan Keamanan PBB, DK PBB, UN Security Council, Dewan Keamanan, Security Council, UNSC
un general assembly: Majelis Umum PBB, Sidang Umum PBB, UN General Assembly, United Nations General Assembly, UNGA
un human rights council: Dewan HAM PBB, Dewan Hak Asasi Manusia PBB, Dewan HAM, Dewan Hak Asasi Manusia, UN Human
  Rights Council, Human Rights Council, UNHRC
undp: UNDP, Program Pembangunan PBB, Program Pembangunan Perserikatan Bangsa-Bangsa, UN Development Programme, UN
  Development Program, United Nations Development Programme, United Nations Development Program
unesco: UNESCO, United Nations Educational Scientific and Cultural Organization
unicef: UNICEF, Dana Anak PBB, UN Children's Fund
unhcr: UNHCR, Badan Pengungsi PBB, Komisariat Tinggi PBB untuk Pengungsi, UN Refugee Agency, UN refugee agency
who: WHO, Organisasi Kesehatan Dunia, World Health Organization, World Health Organisation
fao: FAO, Organisasi Pangan dan Pertanian, Food and Agriculture Organization
ilo: ILO, Organisasi Buruh Internasional, International Labour Organization
imf: IMF, Dana Moneter Internasional, International Monetary Fund
world bank: Bank Dunia, World Bank
wto: WTO, Organisasi Perdagangan Dunia, World Trade Organization
adb: ADB, Bank Pembangunan Asia, Asian Development Bank
icc: ICC, Mahkamah Pidana Internasional, International Criminal Court
icj: ICJ, Mahkamah Internasional, International Court of Justice
iaea: IAEA, Badan Energi Atom Internasional, International Atomic Energy Agency
commission of inquiry: COI, Komisi Penyelidikan, Komisi Penyelidik, Komisi Pemeriksaan, Commission of Inquiry,
  Commission of Enquiry
european union: Uni Eropa, UE, EU, European Union
european parliament: Parlemen Eropa, European Parliament
european commission: Komisi Eropa, European Commission
asean: ASEAN, Perhimpunan Bangsa-Bangsa Asia Tenggara, Association of Southeast Asian Nations
nato: NATO, Pakta Pertahanan Atlantik Utara, North Atlantic Treaty Organization
opec: OPEC, Organisasi Negara Pengekspor Minyak
african union: Uni Afrika, African Union
arab league: Liga Arab, Arab League
oic: OKI, OIC, Organisasi Kerja Sama Islam, Organisation of Islamic Cooperation
red cross: Palang Merah Indonesia, Palang Merah, PMI, Red Cross, ICRC
interpol: Interpol
bank indonesia: Bank Indonesia, Indonesian central bank
people's consultative assembly: MPR, Majelis Permusyawaratan Rakyat, People's Consultative Assembly
house of representatives: DPR, DPR RI, Dewan Perwakilan Rakyat, House of Representatives, Indonesian parliament
regional house: DPRD, Dewan Perwakilan Rakyat Daerah, Regional House of Representatives, Regional Legislative
  Council, Regional People's Representative Council
constitutional court: MK, Mahkamah Konstitusi, Constitutional Court
supreme court: MA, Mahkamah Agung, Supreme Court
attorney general: Kejagung, Kejaksaan Agung, Jaksa Agung, Attorney General's Office, Attorney General
corruption eradication commission: KPK, Komisi Pemberantasan Korupsi, Corruption Eradication Commission
election commission: KPU, Komisi Pemilihan Umum, General Elections Commission, Election Commission
election supervisor: Bawaslu, Badan Pengawas Pemilu, Election Supervisory Agency
human rights commission: Komnas HAM, Komisi Nasional Hak Asasi Manusia, National Commission on Human Rights
indonesian police: Polri, Mabes Polri, Kepolisian Negara Republik Indonesia, Indonesian National Police, Indonesian
  police
indonesian military: TNI, Tentara Nasional Indonesia, Indonesian military, Indonesian National Armed Forces
statistics indonesia: BPS, Badan Pusat Statistik, Statistics Indonesia, Central Statistics Agency
meteorological agency: BMKG, Badan Meteorologi Klimatologi dan Geofisika, Meteorology Climatology and Geophysics
  Agency
disaster agency: BNPB, Badan Nasional Penanggulangan Bencana, National Disaster Mitigation Agency, National Agency
  for Disaster Management
food and drug agency: BPOM, Badan POM, Badan Pengawas Obat dan Makanan, Food and Drug Monitoring Agency, Food and
  Drug Supervisory Agency
consumers foundation: YLKI, Yayasan Lembaga Konsumen Indonesia, Indonesian Consumers Foundation
ulema council: MUI, Majelis Ulama Indonesia, Indonesian Ulema Council
chamber of commerce: Kadin, Kamar Dagang dan Industri, Indonesian Chamber of Commerce and Industry, Chamber of
  Commerce
white house: Gedung Putih, White House
pentagon: Pentagon
kremlin: Kremlin
blue house: Gedung Biru, Blue House
world cup: Piala Dunia, World Cup
olympics: Olimpiade, Olympic Games, Olympics, Olympic
asian games: Asian Games
world war ii: Perang Dunia II, Perang Dunia Kedua, World War II, World War Two, Second World War, WWII
world war i: Perang Dunia I, Perang Dunia Pertama, World War I, World War One, First World War, WWI
cold war: Perang Dingin, Cold War
korean war: Perang Korea, Korean War
nobel prize: Nobel, Hadiah Nobel, Nobel Prize
"""

FESTIVALS = """
eid: Lebaran, Idul Fitri, Idulfitri, Hari Raya Idul Fitri, Eid, Eid al-Fitr, Eid ul-Fitr
eid al-adha: Idul Adha, Iduladha, Lebaran Haji, Eid al-Adha
ramadan: Ramadan, Ramadhan, bulan puasa, fasting month
christmas: Natal, Hari Natal, Christmas, Xmas
easter: Paskah, Easter
lunar new year: Imlek, Tahun Baru Imlek, Lunar New Year, Chinese New Year
vesak: Waisak, Vesak
nyepi: Nyepi, Hari Raya Nyepi, Day of Silence
"""

CONCEPTS = """
new year: Tahun Baru, New Year, New Year's Eve, New Year's Day
independence day: Hari Kemerdekaan, HUT RI, Independence Day
foot-and-mouth disease: PMK, FMD, penyakit mulut dan kuku, foot and mouth disease, foot-and-mouth disease
covid: Covid-19, Covid, COVID, Corona, virus corona, coronavirus
human rights: HAM, Hak Asasi Manusia, human rights
regional budget: APBD, Anggaran Pendapatan dan Belanja Daerah, regional budget, Regional Budget
state budget: APBN, Anggaran Pendapatan dan Belanja Negara, state budget, State Budget
gdp: PDB, Produk Domestik Bruto, GDP, gross domestic product
vat: PPN, Pajak Pertambahan Nilai, VAT, value added tax
dengue: DBD, demam berdarah, dengue
tuberculosis: TBC, TB, tuberkulosis, tuberculosis
islam: Islam, Islamic, Muslim, Moslem, Islami
christianity: Kristen, Christian, Christianity, Protestan, Protestant, Nasrani
catholicism: Katolik, Catholic, Catholicism
hinduism: Hindu, Hinduism
buddhism: Buddha, Budha, Buddhist, Buddhism
judaism: Yahudi, Jewish, Jew, Judaism
"""

# field | Indonesian | English | short forms
OFFICES = """
education | pendidikan, pendidikan dan kebudayaan, pendidikan nasional, pendidikan dasar dan menengah | education,
  education and culture, national education | Mendikbud, Mendikbudristek, Mendiknas, Kemendikbud, Kemendikbudristek,
  Mendikdasmen
health | kesehatan | health | Menkes, Kemenkes
agriculture | pertanian | agriculture, farming | Mentan, Kementan
defence | pertahanan | defense, defence | Menhan, Kemhan, Kemenhan
foreign affairs | luar negeri | foreign affairs, foreign | Menlu, Kemlu, Kemenlu, Deplu
home affairs | dalam negeri | home affairs, interior, internal affairs | Mendagri, Kemendagri
finance | keuangan | finance | Menkeu, Kemenkeu
trade | perdagangan | trade, commerce | Mendag, Kemendag
industry | perindustrian | industry | Menperin, Kemenperin
transport | perhubungan, transportasi | transport, transportation | Menhub, Kemenhub
religion | agama | religious affairs, religion | Menag, Kemenag
social affairs | sosial | social affairs, welfare | Mensos, Kemensos
law | hukum, hukum dan hak asasi manusia, hukum dan HAM, kehakiman | law, justice, law and human rights | Menkumham,
  Kemenkumham
unification | unifikasi | unification |
environment | lingkungan hidup, lingkungan | environment | KLHK, Menlhk
forestry | kehutanan | forestry |
energy | energi, energi dan sumber daya mineral, ESDM | energy, energy and mineral resources |
public works | pekerjaan umum, PUPR | public works |
manpower | ketenagakerjaan, tenaga kerja | manpower, labor, labour | Menaker, Kemnaker
tourism | pariwisata | tourism | Menpar, Kemenpar, Menparekraf
fisheries | kelautan dan perikanan, perikanan | fisheries, maritime affairs and fisheries |
communication | komunikasi dan informatika, komunikasi | communication, communications | Menkominfo, Kominfo,
  Kemenkominfo
sports | pemuda dan olahraga, olahraga | youth and sports, sports, sport | Menpora, Kemenpora
economy | perekonomian, ekonomi | economy, economic affairs | Menko Perekonomian
state enterprises | BUMN | state-owned enterprises, state enterprises |
research | riset dan teknologi, riset | research and technology, research | Menristek
"""
