"""Words that tell people, roles and organisations apart in Indonesian and English news; no names among them."""

from __future__ import annotations

import functools

from rag.guards.ordinary import is_descriptive, is_ordinary, is_title

# What a person may be: it stands before a name ("Ketua ... Kim") or after one (", anggota parlemen").
ROLES = frozenset(
    """
    ketua wakil kepala direktur presiden menteri gubernur bupati wali walikota camat lurah kades rektor dekan
    dosen guru anggota juru jubir koordinator manajer sekretaris bendahara komisaris komisioner pengacara
    advokat kuasa jaksa hakim kapolres kapolda kapolri kapolsek panglima pangdam dandim danrem komandan deputi
    asisten pengamat pakar ahli peneliti aktivis pegiat pendiri pemilik petani nelayan pedagang penjual pelatih
    pemain kapten dokter bidan perawat psikolog ekonom sosiolog kriminolog epidemiolog virolog analis penasihat
    penasehat pengurus perwakilan utusan duta konsul atase mantan bekas eks calon pjs plt plh pj penjabat
    pejabat pelaksana staf humas moderator panelis politikus politisi legislator senator kurator relawan
    mahasiswa mahasiswi siswa siswi pelajar santri tokoh sutradara penulis penyair seniman artis pengusaha
    pemimpin pimpinan pemerhati pemuka sekjen dirjen dirut kabid kasat kadis kanit kasi kabag kadiv waketum
    ketum menlu menkes menkeu mendagri menko mensos mendikbud menhub menag menhan menaker mentan menparekraf
    menpora menkominfo menristek mendag menperin wapres wagub wabup wawali sekda kapuspen kapuspenkum
    kabareskrim direskrimum kabidhumas kasubag kasubdit direksi general vice manager pembina pengawas pembicara
    juri arkeolog antropolog sejarawan budayawan nakhoda mualim sopir pengemudi buruh warga ibu presidium
    founder co-founder vp evp svp peternak tetua pembuat tukang pasien penjahit spesialis alumnus alumni
    penghuni kandidat saksi terdakwa korban penyintas anak istri suami cucu ayah kakak adik bos pelapor rekan
    redaktur wartawan jurnalis fotografer penyiar kiper atlet pedayung pelari penyanyi aktor aktris komedian
    desainer pengelola pendamping penggerak pengasuh pengajar pengusul pelaku praktisi akademisi inisiator
    penggagas penanggung perempuan pria seorang salah pemohon penggugat tetangga karyawan pegawai petugas
    penyidik pemandu agen investor konsultan arsitek insinyur teknisi chief president minister chairman
    chairwoman chairperson chair director head spokesman spokeswoman spokesperson professor secretary ceo
    governor mayor ambassador member lawyer analyst commissioner commander coach leader activist former deputy
    researcher teacher farmer economist lawmaker judge prosecutor attorney officer executive resident owner
    expert student
    """.split()
)
# Of these there is one, even where no name is given: a pronoun that follows means nobody named before.
OFFICES = frozenset(
    """
    ketua wakil kepala direktur presiden menteri gubernur bupati wali walikota camat lurah rektor dekan juru
    jubir koordinator sekretaris kapolres kapolda kapolri panglima komandan duta hakim jaksa kuasa pengacara
    mantan bekas penasihat manajer pemimpin pimpinan president minister chairman head spokesman spokeswoman
    governor mayor
    """.split()
)
# Titles and ranks: they belong to the name as the article gives it.
TITLES = frozenset(
    """
    prof profesor dr drs dra drh drg ir h hj haji hajah kh kiai kyai nyai gus ustaz ustad ustadz mbah pak bu
    bapak mas mbak mama mak romo pastor pendeta suster biksuni biksu bunda raden tuan nyonya mr mrs ms sir
    jenderal letjen mayjen brigjen kolonel letkol mayor letnan sersan kopral komjen irjen kombes akbp kompol akp
    iptu ipda aiptu aipda bripka briptu brigadir laksamana laksda laksma marsekal marsda ajun inspektur teuku
    tengku cut puan
    """.split()
)
# These go on with a rank: Komisaris Besar, Laksamana Madya (Purn), Inspektur Jenderal.
RANK_PARTS = frozenset(
    """
    komisaris besar satu dua jenderal polisi pertama madya muda kepala tni purn brigadir mayor
    """.split()
)
# What an organisation's name begins with; a bare one stands for an organisation named before.
ORGANISATIONS = frozenset(
    """
    pemerintah pemprov pemkot pemkab pemda kementerian dinas badan lembaga komisi komite dewan majelis mahkamah
    pengadilan kejaksaan kepolisian polri polda polres polsek polresta polrestabes tni bawaslu aliansi asosiasi
    perhimpunan perkumpulan paguyuban persatuan persekutuan serikat ikatan himpunan yayasan organisasi kelompok
    koalisi federasi konfederasi jaringan komunitas forum gerakan barisan front partai fraksi parlemen kongres
    senat bank pt cv perusahaan koperasi universitas institut sekolah politeknik akademi fakultas rumah kedutaan
    konsulat delegasi tim panitia satgas gugus direktorat sekretariat balai pusat program kantor unit divisi
    junta observatorium wahana klub kamar bursa otoritas ombudsman satuan biro kadin manajemen pihak keluarga
    republik kerajaan kesultanan uni misi konferensi sindikat maskapai pabrik rsud rs puskesmas museum
    government ministry department committee commission council association union party company agency
    foundation institute university court police alliance parliament group organisation organization coalition
    federation network team delegation embassy
    """.split()
)
_MORE_ORGANISATIONS = (
    "kemen", "pemprov", "pemkot", "pemkab", "polda", "polres", "satpol", "disdik", "dishub", "dinkes",
)  # fmt: skip
_WITHOUT_PLACE = frozenset("satgas bawaslu tni polri kadin panitia junta ombudsman manajemen".split())
# An English organisation often says what it is at its end.
ENGLISH_ENDS = frozenset(
    "institute university center centre foundation association council committee agency group bank union watch party "
    "company network alliance organisation organization hotel school college international corporation fund".split()
)
# Persons without a name, many at once: a statement of theirs has no speaker to name.
CROWDS = frozenset(
    """
    sebanyak sekitar warga pedagang petani nelayan buruh mahasiswa pengungsi peserta responden korban siswa
    pelajar orang saksi peneliti masyarakat publik rakyat penduduk suporter penonton pengunjung pelanggan
    konsumen penumpang pekerja karyawan penghuni pasien peternak pengusaha kalangan sejumlah beberapa sebagian
    banyak para pelaku ribuan ratusan puluhan aktivis ulama tokoh guru orangtua jemaah pengguna pengamat pakar
    ahli residents people workers farmers experts officials many some villagers
    """.split()
)
# A person who has been named: "pria 72 tahun itu", "politikus asal Tapanuli itu".
PERSON_NOUNS = ROLES | frozenset(
    "pria perempuan wanita lelaki gadis pemuda remaja kakek nenek ibu bapak ayah janda duda dara".split()
)
SINGULAR = frozenset("ia dia beliau he she him her".split())
PLURAL = frozenset("mereka they them".split())
OTHER_PRONOUNS = frozenset(
    """
    saya kami kita aku anda kamu i we you it itu ini keduanya kelimanya semuanya ketiganya
    """.split()
)
# Nothing is said by what follows these: time, place, manner, occasion.
ADVERBIALS = frozenset(
    """
    dalam di pada saat ketika melalui lewat secara kepada usai seusai setelah sesudah sebelum selama sejak
    hingga sampai dengan untuk guna demi seraya sambil sembari karena lantaran sebab akibat menanggapi menjawab
    menyikapi mengenai tentang soal terkait jika kalau apabila bila bilamana meski meskipun walau walaupun agar
    supaya kemarin tadi dihubungi ditemui ditanya dikutip terhadap berdasarkan antara sebagai selain bagi dari
    oleh menjelang didampingi bersama senin selasa rabu kamis jumat sabtu minggu ahad pekan hari malam pagi
    siang sore petang selaku sebagaimana seperti sehingga bahwa lagi singkat tegas sebelumnya kala tatkala
    begitu terhitung per via in on at during after before while when as with by to from for about amid since
    because if although though monday tuesday wednesday thursday friday saturday sunday yesterday earlier who
    which that where adding citing
    """.split()
)
# They stand between a subject and its verb, or before a subject, and say nothing about who speaks.
FILLERS = frozenset(
    """
    juga pun akan sudah telah kembali sempat pernah lalu kemudian terus langsung hanya turut tetap sendiri kini
    ikut justru malah bahkan lantas pula sekali masih terlebih namun tetapi sementara sementaranya adapun
    selanjutnya sebaliknya karenanya akhirnya sebelumnya kendati begitu demikian itu hal padahal dan maka lain
    serta sedang tengah dapat bisa ingin perlu harus mau mulai praktis sontak otomatis apalagi lebih jauh jelas
    tegas singkat terpisah sekarang belakangan selain dengan berkali-kali berulang also has have had later then
    but however meanwhile and repeatedly
    """.split()
)
CONNECTORS = frozenset("bin binti van von der den de del da dos al el ibn abu la le ul".split())
# Two capitals that are no initials of a person.
NO_INITIALS = frozenset("pt cv ri bi mk ma pn ui as un us uk eu pd tv rt rw sd ka uu".split())
CALENDAR = frozenset(
    """
    senin selasa rabu kamis jumat jum'at sabtu minggu ahad januari februari maret april juni juli agustus
    september mei oktober november desember monday tuesday wednesday thursday friday saturday sunday january
    february march may june july august october december ramadan ramadhan lebaran natal covid covid-19 islam
    kristen katolik hindu buddha
    """.split()
)
# Ordinary words that are frequent names.
_PEOPLE_TOO = frozenset("park hari raja surya anak guntur bulan mawar melati bunga dewi sari putra putri lalu".split())
# Fields of ministries and departments, and other capitalised words that are no part of a person's name.
_FIELDS = frozenset(
    """
    perikanan tangkap pelindungan perlindungan pekerja tenaga kerja ketenagakerjaan buruh konsumen penerangan
    tanggap sumber daya manusia perumahan permukiman pariwisata kreatif usaha mikro menengah inovasi aparatur
    sipil birokrasi reformasi investasi agraria tata ruang pertanahan kehutanan kelautan energi mineral
    tertinggal transmigrasi pangan penanggulangan bencana pemberantasan korupsi pemilihan pemilu pengawas
    pemasyarakatan imigrasi umum bidang bagian seksi hubungan masyarakat kemahasiswaan pengembangan pelayanan
    pengelolaan penataan percepatan penanganan gugus tugas reserse intelijen samapta lalu lintas satuan khusus
    pidana penyidikan penuntutan pengkajian kajian advokasi kampanye operasional pemasaran penjualan produksi
    perencanaan pengendalian sekretaris jenderal besar madya utama pelaksana harian sementara pembina pengarah
    kehormatan eksekutif legislatif yudikatif agung tinggi keluarga berencana kependudukan catatan persandian
    kearsipan perpustakaan pemadam kebakaran pekerjaan kawasan wilayah daerah zona cabang ranting resor sektor
    kodam korem kodim armada markas skadron batalion kompi peleton relasi korporat korporasi corporate
    communications communication kartu uu manager senior junior officer vice marketing operation operations
    commercial digital chief bumn kendaraan bermotor angkutan darat hospitality coffee cafe tour travel studio
    segala kondisi fenomena keberadaan kalsel kaltim kalteng kalbar kaltara sulsel sulut sulteng sultra sulbar
    sumut sumbar sumsel jabar jateng jatim babel kepri malut jabodebek jembatan tol tbk persero tertib niaga air
    terjun bukit kawah tanjung hulu hilir gelora candi indonesia nusantara jawa sumatera sumatra kalimantan
    sulawesi papua bali maluku jabodetabek dki ntt ntb diy
    """.split()
)


@functools.lru_cache(maxsize=1 << 14)
def is_organisation(word: str) -> bool:
    """Tell a word (lower case) that an organisation's name begins with."""
    return word in ORGANISATIONS or word.startswith(_MORE_ORGANISATIONS)


def _is_plural(word: str) -> bool:
    """Tell what is descriptive only as an English plural: *Haris* is a name, although *hari* is none."""
    return word.endswith("s") and is_descriptive(word[:-1])


def is_short_organisation(word: str) -> bool:
    """Tell a short form such as *Kemenhub*, which no name of a place follows."""
    return word in _WITHOUT_PLACE or (word.startswith(_MORE_ORGANISATIONS) and word not in ORGANISATIONS)


def is_field(word: str) -> bool:
    """Tell a word (lower case) that departments are named after, some of which are names too (*Agung*)."""
    return word in _FIELDS


@functools.lru_cache(maxsize=1 << 14)
def is_common(word: str) -> bool:
    """Tell a word (lower case) that is no part of a person's name even where it is capitalised."""
    if word in TITLES or word in _PEOPLE_TOO:
        return False
    return (
        word in _FIELDS
        or word in CALENDAR
        or word in ROLES
        or word in CROWDS
        or word in ADVERBIALS
        or word in FILLERS
        or word in SINGULAR
        or word in PLURAL
        or word in OTHER_PRONOUNS
        or is_organisation(word)
        or is_ordinary(word)
        or (len(word) > 3 and is_descriptive(word) and not is_title(word) and not _is_plural(word))
    )
