//! Countries and territories by their ISO 3166-1 codes.

use super::Malformed;
use std::fmt;

/// A country or territory that has a two-letter code in ISO 3166-1, or Kosovo under `XK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

impl Country {
    /// Reads a two-letter code in capitals, such as `HK`.
    ///
    /// # Errors
    ///
    /// `country.unknown` for anything that is not in the table.
    pub fn parse(alpha2: &str) -> Result<Self, Malformed> {
        let row = rows().find(|row| row.split_at_checked(2).is_some_and(|(code, _)| code == alpha2));
        row.map(Self).ok_or_else(|| Malformed::new("country.unknown", "a two-letter country code in capitals", alpha2))
    }

    /// Reads a three-letter code in capitals, such as `HKG`.
    ///
    /// # Errors
    ///
    /// `country.unknown` for anything that is not in the table.
    pub fn parse_alpha3(alpha3: &str) -> Result<Self, Malformed> {
        let row = rows().find(|row| row.split_at_checked(2).is_some_and(|(_, code)| code == alpha3));
        let expected = "a three-letter country code in capitals";
        row.map(Self).ok_or_else(|| Malformed::new("country.unknown", expected, alpha3))
    }

    /// Every country in the table, by two-letter code.
    pub fn all() -> impl Iterator<Item = Self> {
        rows().map(Self)
    }

    /// The two-letter code.
    #[must_use]
    pub fn alpha2(self) -> &'static str {
        self.0.split_at_checked(2).map_or("", |(code, _)| code)
    }

    /// The three-letter code.
    #[must_use]
    pub fn alpha3(self) -> &'static str {
        self.0.split_at_checked(2).map_or("", |(_, code)| code)
    }
}

impl fmt::Display for Country {
    /// The two-letter code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.alpha2())
    }
}

impl std::str::FromStr for Country {
    type Err = Malformed;

    fn from_str(alpha2: &str) -> Result<Self, Malformed> {
        Self::parse(alpha2)
    }
}

fn rows() -> impl Iterator<Item = &'static str> {
    COUNTRIES.split_ascii_whitespace()
}

/// Two letters and then three for each. `XK` and `XKX` are user-assigned; the European Union's lists use them.
const COUNTRIES: &str = "
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE
    BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT
    BWBWA BYBLR BZBLZ
    CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE
    DEDEU DJDJI DKDNK DMDMA DODOM DZDZA
    ECECU EEEST EGEGY EHESH ERERI ESESP ETETH
    FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA
    GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY
    HKHKG HMHMD HNHND HRHRV HTHTI HUHUN
    IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA
    JEJEY JMJAM JOJOR JPJPN
    KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ
    LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY
    MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV
    MWMWI MXMEX MYMYS MZMOZ
    NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL
    OMOMN
    PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY
    QAQAT
    REREU ROROU RSSRB RURUS RWRWA
    SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM
    SYSYR SZSWZ
    TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA
    UAUKR UGUGA UMUMI USUSA UYURY UZUZB
    VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT
    WFWLF WSWSM
    XKXKX
    YEYEM YTMYT
    ZAZAF ZMZMB ZWZWE";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_both_codes() {
        let hong_kong = Country::parse("HK").unwrap();
        assert_eq!((hong_kong.alpha2(), hong_kong.alpha3()), ("HK", "HKG"));
        assert_eq!(Country::parse_alpha3("HKG"), Ok(hong_kong));
        for text in ["", "hk", "HKG", "UK", "EU", "ZZ"] {
            assert!(Country::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_complete_and_without_repetition() {
        let mut codes: Vec<_> = Country::all().map(Country::alpha2).collect();
        assert_eq!(codes.len(), 250);
        assert!(codes.is_sorted());
        codes.extend(Country::all().map(Country::alpha3));
        assert!(codes.iter().all(|c| c.bytes().all(|b| b.is_ascii_uppercase())));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 500);
    }
}
