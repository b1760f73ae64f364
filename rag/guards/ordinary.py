"""Words that are no names although they may be capitalised: function words, titles, and what institutions are called.

A *title* stands before a name and is no part of it. A *descriptive* word is a part of names that says what the
named thing is (*Pasar* Rebowage, the *University* of X): it is translated, so that nothing follows from its absence.
"""

from __future__ import annotations

import functools

from index.language import FUNCTION_WORDS

_ORDINARY = """
apabila bila walau walaupun meski meskipun sementara itulah inilah begitu demikian selain sedangkan padahal bahkan
selanjutnya sebelumnya sesudah sesudahnya kini sekarang kemarin besok nanti tadi hari bulan tahun minggu pekan jam
pukul apa apakah siapa siapakah kapan kapankah mana manakah dimana bagaimana bagaimanakah mengapa kenapa berapa
berapakah sebutkan jelaskan ceritakan bandingkan uraikan tuliskan tunjukkan berikan ringkas rangkum tolong mohon
coba bisakah benarkah betulkah adakah sudahkah haruskah bolehkah menurut kata ujar tutur tegas papar ungkap jelas
tambah lanjut hal tersebut selama hingga sampai sejak lalu kemudian akhirnya misalnya antara lain termasuk seluruh
sebagian beberapa banyak sedikit satu dua tiga empat lima enam tujuh delapan sembilan sepuluh ratusan ribuan jutaan
puluhan pertama kedua ketiga nama alasan jumlah tempat tanggal orang pihak cara jenis hasil gaji harga biaya umur
usia keluarga daerah negara warga masyarakat rakyat dokumen laporan acara rencana usulan bantuan dampak akibat
tujuan isi soal terus kok dong sih karena sebab agar supaya untuk tanpa dengan pada kepada bagi tentang mengenai
terkait atas bawah dalam luar who whom whose what when where why how which is are was were do does did has have had
can could will would shall should may might must the a an this that these those it he she they we you i i'm i'd i've
it's his her their our my your its and or but if so then than as at by for from in into of on onto to with without
about above after again against all any before below between both during each either else ever every few first last
less many more most much next no nor not now off once one only other others out over own same some since still such
there here through too two three four five six seven eight nine ten under until up very while yes please tell give
list name explain describe compare summarize summarise according also although because despite however meanwhile
moreover unless whether mr mrs ms true false people country countries person man woman thing things place reason
number amount year month week day time mode system assistant user role content note article text sentence quote
debug ignore print answer question cite citation tidak bukan belum jangan ya tentu oh halo hai hello hi dear okay ok
baik terima thanks
""".split()

_TITLES = """
ki ny tn mas mbak bang kak abang kang cak ning gusti sang datuk tengku teuku tuanku andi bapak pak ibu bu saudara
saudari sdr sdri tuan nyonya nona kiai kyai ustaz ustad haji hajah hj h gus raden sultan sri mr mrs ms miss sir
madam lord lady dame king queen prince princess pope saint emperor raja ratu pangeran paus dr drs dra drh drg ir
prof profesor professor doctor dokter phd se sh mh mm msi sos st mt mba ma presiden president wapres wakil vice
deputy menteri minister wamen perdana prime pm gubernur governor wagub bupati regent walikota wali mayor camat lurah
kades kepala head chief chair chairman chairwoman chairperson ketua koordinator coordinator direktur director utama
managing executive eksekutif ceo cfo coo manajer manager sekretaris secretary bendahara treasurer anggota member
members komisaris commissioner jenderal general letjen mayjen letnan marsekal laksamana admiral adipati duke brigjen
kolonel colonel letkol kapten captain sersan sergeant komjen irjen kombes akbp kompol akp iptu ipda aiptu kapolri
kapolda kapolres panglima commander duta besar dubes ambassador juru bicara jubir spokesman spokeswoman spokesperson
senator legislator lawmaker mp mps hakim judge justice jaksa prosecutor pengacara lawyer advokat pelatih coach kiper
striker pemain player pengamat analyst pakar expert peneliti researcher penulis author wartawan journalist reporter
mantan eks ex former calon candidate cawapres capres cagub petugas officer guru teacher dosen lecturer rektor rector
dekan dean artis aktor penyanyi singer founder pendiri staf staff kanselir chancellor
""".split()

_DESCRIPTIVE = """
inter antar partai party pemerintah government pemkab pemkot pemprov pemda negara republik republic kerajaan kingdom
federasi federation kementerian ministry dinas badan agency body lembaga institution institut institute institusi
komisi commission committee komite dewan council majelis assembly parlemen parliament parliamentary
interparliamentary kongres congress sidang session umum general annual tahunan konferensi conference rapat meeting
pertemuan summit ktt forum simposium seminar acara event panel aliansi alliance koalisi coalition asosiasi
association perhimpunan paguyuban persatuan union serikat uni ikatan society yayasan foundation organisasi
organization organisation kelompok group tim team klub club perusahaan company corporation corp pt cv tbk ltd inc
bank koperasi cooperative cooperatives bumn pabrik factory hotel restoran restaurant pasar market markets mal mall
toko store shop terminal station stasiun bandara airport pelabuhan port harbor harbour jalan jl street road avenue
gedung building tower menara plaza taman park masjid mosque gereja church kuil temple candi museum perpustakaan
library stadion stadium gelora rumah sakit hospital puskesmas klinik clinic sekolah school sd smp sma smk
universitas university univ akademi academy politeknik college fakultas faculty department departemen jurusan pusat
center centre balai unit divisi division direktorat directorate kantor office kota city kabupaten regency district
kecamatan subdistrict kelurahan desa village dusun hamlet provinsi province kampung pulau island islands kepulauan
archipelago gunung mount mountain sungai river danau lake laut sea samudra samudera ocean teluk bay gulf selat
strait semenanjung peninsula pantai beach coast utara north northern selatan south southern timur east eastern barat
west western tengah central tenggara southeast raya great greater baru new lama old besar kecil internasional
international nasional national daerah regional lokal local dunia world global asia hak rights asasi human manusia
ham migran migrant migrants hukum law kriminal criminal keadilan justice pendidikan education kebudayaan culture
cultural kesehatan health pertanian agriculture agricultural farm farmers petani peternakan livestock veteriner
veterinary hewan animal ternak perdagangan trade trading traders pedagang industri industry perhubungan transport
transportation keuangan finance financial ekonomi economy economic luar dalam negeri foreign interior affairs urusan
pertahanan defense defence keamanan security perdamaian peace sosial social agama religion religious lingkungan
environment environmental hidup riset research penelitian teknologi technology sains science ilmu pengetahuan teknik
engineering kedokteran medical medicine pembangunan development program programme proyek project rencana plan dana
fund moneter monetary pajak tax anggaran budget statistik statistics data informasi information komunikasi
communication media pers press jurnal journal majalah magazine koran newspaper radio televisi tv olahraga sport
sports sepak bola football soccer liga league piala cup turnamen tournament kejuaraan championship supporters
suporter fans fan pemain tribun stand stands tribune youth muda pemuda women perempuan children anak inquiry
penyelidikan pemeriksaan joint bersama statement pernyataan laporan report reports resolusi resolution undang-undang
undang uu act bill ruu perpres peraturan regulation keputusan decree deklarasi declaration perjanjian agreement
treaty konvensi convention protokol protocol piagam charter konstitusi constitution pasal article ayat militer
military tentara army angkatan force forces polisi police kepolisian polda polres polsek brigade mahkamah court
pengadilan tribunal kejaksaan attorney jaksa penuntut penjara prison vaksin vaccine virus penyakit disease produk
product uji trial test lapangan field tahap phase penghargaan award hadiah prize festival hari day perang war gempa
earthquake tsunami banjir flood operasi operation barisan front gerakan movement revolusi revolution era zaman wib
wita wit rp usd idr jakarta-based internet online web app api nik ktp sim npwp covid dll dsb ceo ngo ngos lsm
celsius fahrenheit god tuhan allah bible alkitab quran inggris language bahasa kesultanan sultanate dinasti dynasty
kekaisaran empire khilafah kekhalifahan caliphate kasunanan gurun desert istana palace surah surat letter letnan
lieutenant marsekal marshal pertempuran battle traktat bandar udara ibukota capital album lagu song novel buku book
film movie serial series sinetron band boy girl grup pan tari lukisan benua continent kekuasaan suku tribe bangsa
nation zat kimia chemical musik music konser concert pameran exhibition lomba contest juara champion olimpiade balap
atletik athletics bulu tangkis badminton renang fc ac sc cf hotelnya waduk bendungan dam pembangkit listrik power
plant plta pltu tol jalur lintas rute route kereta train pesawat plane airline airlines maskapai kapal ship bus
mobil car kebun binatang zoo alun-alun tugu monumen monument makam tomb benteng fort castle kastil hutan forest
suaka cagar reserve luas panjang tinggi senam komunitas community jaringan network persekutuan sindikat himpunan
ormas kamar chamber bursa saham stock exchange indeks index lembah valley kawasan zone independent studi study
pengkajian kebijakan policy strategis strategic ekspor impor kanan kiri atas bawah first second third pertama kedua
ketiga i ii iii iv v vi vii viii ix x xi xii
""".split()

# Between the words of a name: "Ahmad bin Yusuf", "Bank of England".
PARTICLES = frozenset("bin binti van von der den de del della da dos du la le el al ibn abu ben of ter ten zu".split())


@functools.cache
def _sets() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    titles = frozenset(_TITLES)
    return FUNCTION_WORDS | frozenset(_ORDINARY), titles, titles | frozenset(_DESCRIPTIVE)


def is_ordinary(word: str) -> bool:
    """Tell a word (case-folded) that is no name even where it is capitalised."""
    return word in _sets()[0]


def is_title(word: str) -> bool:
    """Tell a word that stands before names without being part of them."""
    return word in _sets()[1]


def is_descriptive(word: str) -> bool:
    """Tell a word that says what a named thing is, titles included; English plurals too."""
    descriptive = _sets()[2]
    return word in descriptive or (word.endswith("s") and word[:-1] in descriptive)
