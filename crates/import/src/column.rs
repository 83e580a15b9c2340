//! What a column can be, and the headings that say so.

use domain::fold;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Column {
    /// E-mail addresses.
    Email,
    /// First names.
    FirstName,
    /// Last names.
    LastName,
    /// First and last names in one.
    FullName,
    /// Products, by name or code.
    Product,
    /// Teams, by name or number.
    Team,
    /// License ids.
    License,
}

impl Column {
    /// All of them, in the order of a template.
    pub const ALL: [Self; 7] = [
        Self::Email,
        Self::FirstName,
        Self::LastName,
        Self::FullName,
        Self::Product,
        Self::Team,
        Self::License,
    ];

    /// The heading in a template.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Email => "E-mail",
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::FullName => "Full name",
            Self::Product => "Product",
            Self::Team => "Team",
            Self::License => "License ID",
        }
    }

    /// English, German, French, Spanish, Czech, Dutch, Polish; folded, without anything but letters and digits. What
    /// comes first is preferred: a code to a name, an id to a word that could mean anything.
    fn words(self) -> &'static str {
        match self {
            Self::Email => {
                "email emails emailaddress mailaddress mail workemail useremail assigneeemail contactemail \
                 emailadresse mailadresse adresseemail adressemail courriel adresseelectronique \
                 adressecourriel correo correoelectronico direcciondecorreo direcciondecorreoelectronico \
                 emailovaadresa elektronickaadresa emailadres mailadres adresemail adresmail \
                 adrespocztyelektronicznej pocztaelektroniczna assignee"
            }
            Self::FirstName => {
                "firstname givenname forename first vorname rufname prenom nombredepila krestnijmeno voornaam \
                 roepnaam imie imiona"
            }
            Self::LastName => {
                "lastname surname familyname last nachname familienname zuname nomdefamille apellido apellidos \
                 prijmeni achternaam familienaam nazwisko"
            }
            Self::FullName => {
                "fullname displayname employeename assigneename vollername vollstandigername namevorname \
                 nachnamevorname vorundnachname vornameundnachname vornamenachname nomcomplet nometprenom \
                 prenometnom nomprenom prenomnom nombrecompleto nombreyapellidos nombreyapellido \
                 apellidosynombre celejmeno jmenoaprijmeni prijmeniajmeno volledigenaam voorenachternaam \
                 imieinazwisko nazwiskoiimie employee mitarbeiter person"
            }
            Self::Product => {
                "productcode produktcode codeproduit codeduproduit codigodeproducto codigoproducto \
                 codigodelproducto kodproduktu product products produkt produkte produit produits producto \
                 productos productname produktname nomduproduit nombredelproducto nazevproduktu productnaam \
                 nazwaproduktu jetbrainsproduct tool ide software logiciel programm program"
            }
            Self::Team => {
                "teamid teamnumber teamnummer teamnr numerodequipe idequipe numerodeequipo idequipo cislotymu \
                 idtymu idzespolu numerzespolu team teams equipe equipo tym zespol ploeg teamname teamnaam \
                 nomdelequipe nombredelequipo nazevtymu nazwazespolu group gruppe groupe grupo skupina groep \
                 grupa"
            }
            Self::License => {
                "licenseid licenceid licenseids licensenumber licenseno lizenzid lizenznummer idlicence \
                 iddelicence iddelalicence identifiantdelicence numerodelicence idlicencia iddelicencia \
                 iddelalicencia licenciaid numerodelicencia cislolicence licentieid licentienummer \
                 licentienr idlicencji numerlicencji license licence licenses licences lizenz lizenzen \
                 licencia licencias licentie licenties licencja licencje"
            }
        }
    }

    /// How well a heading fits; less is better.
    pub(crate) fn rank(self, heading: &str) -> Option<usize> {
        let key = key(heading)?;
        let words = || self.words().split_whitespace();
        words()
            .position(|word| word == key)
            // "E-mail (work)", "Primary e-mail": whatever else it says.
            .or_else(|| (self == Self::Email && key.contains("email")).then(|| words().count()))
    }
}

/// Words that are a last name beside a first name, a first name beside a last name, and else the whole.
pub(crate) fn is_some_name(heading: &str) -> bool {
    key(heading).is_some_and(|key| matches!(key.as_str(), "name" | "nom" | "nombre" | "jmeno" | "naam"))
}

/// A heading that is known to say what the column is.
pub(crate) fn is_heading(text: &str) -> bool {
    is_some_name(text) || Column::ALL.iter().any(|column| column.rank(text).is_some())
}

/// Letters and digits only, and nothing that was put in brackets. `None` for what is too long to be a heading, or is an
/// address.
fn key(heading: &str) -> Option<String> {
    if heading.len() > 60 || heading.contains('@') {
        return None;
    }
    let outside = heading.split(['(', '[']).next().unwrap_or_default();
    let key: String = fold(outside).chars().filter(|letter| letter.is_alphanumeric()).collect();
    (!key.is_empty()).then_some(key)
}

/// What the vendor's ids look like: ten capitals and digits, and some of each.
pub(crate) fn is_license_id(text: &str) -> bool {
    text.len() == 10
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_means_one_column() {
        for column in Column::ALL {
            for word in column.words().split_whitespace() {
                let meanings: Vec<Column> =
                    Column::ALL.into_iter().filter(|other| other.rank(word).is_some()).collect();
                assert_eq!(meanings, [column], "{word}");
                assert!(!is_some_name(word), "{word}");
            }
        }
    }

    #[test]
    fn headings_are_known_in_seven_languages_whatever_case_accents_and_signs() {
        for (column, headings) in [
            (
                Column::Email,
                "E-mail|E-MAIL ADDRESS|E-Mail-Adresse|Adresse e-mail|Courriel|Correo electrónico|E-mailová adresa|E-mailadres|Adres e-mail|E-mail (work)|Primary email",
            ),
            (
                Column::FirstName,
                "First name|first_name|GivenName|Vorname|Prénom|Nombre de pila|Křestní jméno|Voornaam|Imię",
            ),
            (
                Column::LastName,
                "Last name|Surname|Nachname|Nom de famille|Apellidos|Příjmení|Achternaam|Nazwisko",
            ),
            (
                Column::FullName,
                "Full name|Name, Vorname|Vor- und Nachname|Nom complet|Nombre y apellidos|Jméno a příjmení|Volledige naam|Imię i nazwisko",
            ),
            (
                Column::Product,
                "Product|Product code|Produkt|Produit|Código de producto|Kód produktu|Productnaam|Nazwa produktu",
            ),
            (Column::Team, "Team|Team ID|Team-Nr.|Équipe|Equipo|Tým|Ploeg|Zespół"),
            (
                Column::License,
                "License ID|Licence|Lizenz-ID|ID de licence|Licencia|Číslo licence|Licentie|Licencja",
            ),
        ] {
            for heading in headings.split('|') {
                assert!(column.rank(heading).is_some(), "{heading} is {column:?}");
            }
        }
    }

    #[test]
    fn what_only_resembles_a_heading_is_none() {
        for text in
            ["", "Ann Lee", "team@example.com", "Team building in the summer of the year", "😀", "Mailand"]
        {
            assert!(!is_heading(text), "{text}");
        }
    }

    #[test]
    fn license_ids_have_ten_capitals_and_digits() {
        assert!(is_license_id("ABC1234567"));
        for text in ["ABC123456", "ABCDEFGHIJ", "1234567890", "abc1234567", "ABC 123456"] {
            assert!(!is_license_id(text), "{text}");
        }
    }
}
