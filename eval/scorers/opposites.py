"""Words that mean the opposite of each other, in both languages.

A statement that has one side of a pair where its evidence has only the other says the opposite. The pairs are
common words of news, written down without a look at the swaps that made the claims, but
with the development claims that were missed in view.
"""

from __future__ import annotations

import re

from eval.scorers.phrases import places
from rag.guards.polarity import NEGATIVE, marked

# One side | the other.
_PAIRS = """
    naik, kenaikan, menaikkan, dinaikkan, meningkat*, ditingkatkan, peningkatan, bertambah, menambah, ditambah,
        penambahan, tumbuh, rise*, rising, rose, increas*, grow*, grew, raise*, raising, higher, up, gain*, boost*
    | turun, penurunan, menurun*, diturunkan, berkurang, mengurangi, dikurangi, pengurangan, anjlok, merosot, menyusut,
        fall*, fell, drop*, decreas*, declin*, reduc*, lower*, shrink*, shrank, shrunk, down, cut, cuts, cutting
    ;
    menang, memenangkan, kemenangan, win, wins, won, winning, victory
    | kalah, kekalahan, lose, loses, lost, losing, defeat*
    ;
    mendukung, didukung, dukungan, menyokong, membela, support*, back, backs, backed, backing, favour*, favor*
    | menentang, ditentang, menolak, ditolak, penolakan, melawan, oppos*, reject*, resist*
    ;
    setuju, menyetujui, disetujui, persetujuan, sepakat, menyepakati, agree*, approv*, accept*, menerima, diterima
    | menolak, ditolak, penolakan, keberatan, disagree*, reject*, refus*, object*
    ;
    mencegah, dicegah, pencegahan, melarang, dilarang, larangan, menghambat, menghalangi, memerangi, prevent*,
        prohibit*, forbid*, ban, bans, banned, hinder*, block*, combat*
    | membiarkan, dibiarkan, mengizinkan, diizinkan, izin, memperbolehkan, mendorong, mendukung, memfasilitasi, allow*,
        permit*, let, lets, encourag*, promot*, support*, facilitat*, enabl*
    ;
    menghapus, dihapus, penghapusan, menghilangkan, dihilangkan, memberantas, diberantas, menghentikan, dihentikan,
        penghentian, berhenti, mengakhiri, diakhiri, berakhir, stop*, end, ends, ended, ending, halt*, eliminat*,
        abolish*, eradicat*, remov*, cease*, discontinu*
    | melanjutkan, dilanjutkan, berlanjut, kelanjutan, meneruskan, diteruskan, membiarkan, mempertahankan, continu*,
        resum*, keep*, kept, maintain*, tolerat*, ignor*, persist*, go on, goes on, went on
    ;
    mulai, memulai, dimulai, bermula, membuka, dibuka, pembukaan, terbuka, start*, begin*, began, begun, open*, launch*
    | selesai, usai, berakhir, menutup, ditutup, penutupan, tertutup, end, ends, ended, finish*, clos*, conclud*
    ;
    memperluas, diperluas, perluasan, melonggarkan, pelonggaran, meningkatkan, expand*, broaden*, widen*, extend*
    | membatasi, dibatasi, pembatasan, mempersempit, memperketat, mengurangi, restrict*, limit*, narrow*, tighten*
    ;
    kuat, memperkuat, diperkuat, penguatan, kokoh, strong*, strengthen*, robust
    | lemah, melemah, melemahkan, dilemahkan, pelemahan, rapuh, weak*, feeble, fragile
    ;
    membaik, memperbaiki, perbaikan, lebih baik, improv*, better, get better, recover*
    | memburuk, memburuknya, memperburuk, lebih buruk, deteriorat*, worsen*, worse
    ;
    gratis, cuma-cuma, bebas biaya, free, free of charge
    | berbayar, dipungut biaya, bertarif, membayar, paid, for a fee, fee-paying, charg*
    ;
    untung, keuntungan, laba, surplus, profit*, earn*
    | rugi, kerugian, merugi, defisit, loss, losses, deficit
    ;
    menyerap, menghabiskan, menelan, biaya, pengeluaran, belanja, spend*, spent, cost*, consum*, absorb*, expens*
    | menghasilkan, penghasilan, mendatangkan, memasukkan, earn*, generat*, yield*, bring in, brings in, brought in
    ;
    kekurangan, kurang, minim, langka, lack*, short of, shortage, too few, scarce, insufficient
    | kelebihan, berlebih, cukup, berlimpah, surplus of, excess*, too many, plenty, abundan*, sufficient, enough
    ;
    mendinginkan, didinginkan, dingin, beku, dibekukan, cool*, cold, refrigerat*, chill*, frozen, freez*
    | memanaskan, dipanaskan, panas, hangat, heat*, hot, warm*
    ;
    cepat, mempercepat, dipercepat, percepatan, segera, lekas, fast*, quick*, rapid*, accelerat*, speed*, immediate*
    | lambat, memperlambat, diperlambat, lamban, pelan, nanti, slow*, delay*, postpon*, eventual*
    ;
    menunda, ditunda, penundaan, mengundurkan, diundurkan, mundur, delay*, postpon*, defer*, put off
    | mempercepat, dipercepat, memajukan, dimajukan, maju, speed up, bring forward, brought forward, hasten*, advanc*
    ;
    besar, terbesar, memperbesar, luas, banyak, big*, large*, larger, largest, great*, huge, many, much
    | kecil, terkecil, memperkecil, sempit, sedikit, small*, smaller, smallest, tiny, little, few
    ;
    tinggi, tertinggi, mahal, termahal, high, higher, highest, expensive, costly
    | rendah, terendah, murah, termurah, low, lower, lowest, cheap*
    ;
    baru, terbaru, new, newer, newest, latest, modern
    | lama, usang, kuno, old, older, oldest, former
    ;
    jauh, terjauh, menjauh, far, farther, further, distant
    | dekat, terdekat, mendekat, near, nearer, nearby, close to
    ;
    aman, keamanan, safe, safely, safety, harmless
    | berbahaya, bahaya, membahayakan, danger*, unsafe, harmful, hazard*
    ;
    mudah, termudah, gampang, mempermudah, easy, easier, easily, simple, simplif*
    | sulit, tersulit, sukar, susah, mempersulit, difficult, hard, harder, complicat*
    ;
    komprehensif, menyeluruh, lengkap, rinci, terperinci, mendalam, comprehensive, thorough, complete, full*, detailed
    | ringkas, singkat, sepintas, dangkal, sebagian, brief*, short*, concise, superficial, partial
    ;
    masuk, memasuki, datang, tiba, kedatangan, enter*, arriv*, come, comes, came, join*
    | keluar, meninggalkan, pergi, berangkat, keberangkatan, leave, leaves, left, depart*, exit*, quit*
    ;
    menyuarakan, menuntut, memperjuangkan, voice*, voicing, demand*, claim, fight for, assert*
    | melepaskan, mengabaikan, merelakan, give up, gives up, giving up, gave up, abandon*, waive*, relinquish*, renounc*
    ;
    memuji, dipuji, pujian, menyambut, disambut, prais*, welcom*, applaud*, commend*
    | mengkritik, dikritik, kritik, mengecam, dikecam, kecaman, criticis*, criticiz*, condemn*, denounc*
    ;
    mengaku, mengakui, diakui, pengakuan, admit*, acknowledg*, confess*
    | membantah, dibantah, bantahan, menyangkal, disangkal, deny, denies, denied, denying, denial
    ;
    hidup, selamat, bertahan hidup, alive, surviv*, live, lives
    | mati, meninggal, tewas, kematian, mematikan, die, dies, died, dead, death*, kill*, deadly, lethal
    ;
    untuk umum, publik, terbuka, transparan, public*, transparen*, disclos*
    | rahasia, tertutup, pribadi, ditutup, secret*, private*, confidential*, hidden, conceal*, withheld
    ;
    sebelum, sebelumnya, before, prior to, ahead of, earlier
    | setelah, sesudah, sesudahnya, usai, pasca, after, afterwards, later, following
    ;
    awal, pertama, di awal, beginning, first, early, outset
    | akhir, terakhir, di akhir, ending, last, final, late
    ;
    membeli, dibeli, pembelian, pembeli, buy*, bought, purchas*
    | menjual, dijual, penjualan, penjual, sell*, sold, sale*
    ;
    mengirim, dikirim, pengiriman, memberi, diberi, memberikan, diberikan, send*, sent, give, gives, gave, given
    | menerima, diterima, penerimaan, receiv*, get, gets, got
    ;
    membangun, dibangun, pembangunan, mendirikan, didirikan, memasang, build*, built, construct*, erect*, establish*
    | membongkar, dibongkar, pembongkaran, merobohkan, dirobohkan, meruntuhkan, demolish*, dismantl*, destroy*
    ;
    melindungi, dilindungi, perlindungan, menjaga, protect*, guard*, safeguard*, defend*
    | menyerang, diserang, serangan, mengancam, attack*, threaten*, harm*, endanger*
    ;
    menghubungkan, menyatukan, bersatu, bergabung, bekerja sama, kerja sama, unit*, cooperat*, collaborat*, join*
    | memisahkan, terpisah, berpisah, bersaing, persaingan, separat*, divid*, compet*, split*
    ;
    optimistis, yakin, percaya, optimistic, confident, hopeful, hope*
    | pesimistis, ragu, meragukan, khawatir, pessimistic, doubt*, sceptical, skeptical, fear*, worri*
    ;
    kaya, makmur, sejahtera, kesejahteraan, rich*, wealth*, prosper*
    | miskin, kemiskinan, melarat, poor*, poverty
    ;
    legal, sah, resmi, legal*, lawful, official*
    | ilegal, melanggar hukum, tidak resmi, illegal*, unlawful, unofficial*
"""
PAIRS = tuple(tuple(side.strip() for side in pair.split("|")) for pair in _PAIRS.split(";"))


def opposed(statement: str, evidence: str) -> tuple[str, ...]:
    """Return the statement's words whose opposite, and nothing like them, is in the evidence."""
    found = []
    for one, other in PAIRS:
        for mine, theirs in ((one, other), (other, one)):
            # A statement that has both sides ("naik atau turun") compares them; "not removed" is no "removed".
            said = (
                [] if places(statement, theirs) else [m for m in places(statement, mine) if not _denied(statement, m)]
            )
            if said and not places(evidence, mine) and any(not _denied(evidence, m) for m in places(evidence, theirs)):
                found.append(said[0][0])
    return tuple(dict.fromkeys(found))


def _denied(text: str, word: re.Match[str]) -> bool:
    """Return whether a negation stands before the word, at most one word between."""
    before = text[: word.start()]
    return any(m.kind in NEGATIVE and len(before[m.span[1] :].split()) < 2 for m in marked(before, ""))
