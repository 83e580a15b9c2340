//! Names of people, as an international company has them, and their e-mail addresses.

use rand::Rng;

use crate::turbulence::pick;

const FIRST: &str = "Anna Björn Chloé Dagmar Émile Fatima Göran Hélène Ivana Jürgen Katarzyna Łukasz María Nikolaj Özlem \
    Pedro Quentin Renée Søren Tomáš Ursula Václav Wanda Xavier Yuki Zoë Aarav Beatriz Ciarán Diego Elif Florian Giulia \
    Hiroshi Ines Jakub Kerstin Linh Matteo Nadia Oskar Priya Rasmus Saoirse Thabo Ulrike Viktor Wiebke Yara Željko Amira \
    Bogdan Camille Dimitra Eero Frida Gábor Hanna Ismail Jana Kofi Leila Marek Noor Olga Paweł Ruta Sofía Tariq Una \
    Vera Wojciech Ximena Yusuf Zuzana Agnieszka Bálint Carmen Daan Elena Filip Greta Håkon Isabel João Kateřina Lars \
    Mirjam Nuria Ondřej Petra Raúl Sinéad Tuomas Valérie Willem Ádám Ayşe Ludovica Magnus Nele";

const LAST: &str = "Keller Lindström Dubois Nováková Müller Horvat Øvergaard García Wójcik Kowalska Jensen Şahin Almeida \
    Laurent Petrović Sørensen Dvořák Becker Zieliński Moreau Tanaka Sharma Oliveira Murphy Fernández Yılmaz Brandt Ricci \
    Sato Costa Nowak Hoffmann Nguyễn Rossi Haddad Berg Patel Kristensen Byrne Dlamini Krüger Ivanova Janssen Khalil \
    Marić Popescu Lefèvre Papadopoulou Virtanen Åkesson Szabó Schäfer Demir Vogel Mensah Farah Kučera Bakker Sokolova \
    Lewandowski Žukauskas Martínez Aziz Walsh Hansen Kaczmarek Muñoz Öztürk Svobodová Jankowski Tóth Herrera Visser \
    Weiß Bianchi Schröder Nagy Lauridsen Serrano Conti Håkansson Pereira Černý Bergström Ruiz Procházka Murray \
    Korhonen Girard Maas Fekete Yildirim Rinaldi Steiner Halvorsen Núñez Gruber Blažek Okafor Lund";

/// A person as a company knows them.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub name: String,
    pub email: String,
}

/// Makes up a person; `serial` tells apart those whose names are the same.
pub(super) fn person(random: &mut impl Rng, domain: &str, taken: impl Fn(&str) -> bool) -> Person {
    let first = word(random, FIRST);
    let last = word(random, LAST);
    let local = format!("{}.{}", plain(first), plain(last));
    let email = std::iter::once(format!("{local}@{domain}"))
        .chain((2_u32..).map(|serial| format!("{local}{serial}@{domain}")))
        .find(|email| !taken(email))
        .unwrap_or_default();
    Person { name: format!("{first} {last}"), email }
}

fn word(random: &mut impl Rng, words: &'static str) -> &'static str {
    let count = words.split_whitespace().count();
    pick(random, count).and_then(|index| words.split_whitespace().nth(index)).unwrap_or_default()
}

/// A name in the letters of an e-mail address.
fn plain(name: &str) -> String {
    name.to_lowercase().chars().map(plain_letter).collect()
}

fn plain_letter(letter: char) -> &'static str {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz";
    match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'å' => "aa",
        'á' | 'à' | 'ã' | 'â' | 'ą' => "a",
        'ć' | 'č' | 'ç' => "c",
        'ď' => "d",
        'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ę' | 'ễ' => "e",
        'í' | 'ı' | 'ï' => "i",
        'ł' => "l",
        'ń' | 'ň' | 'ñ' => "n",
        'ó' | 'ô' | 'õ' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ť' => "t",
        'ú' | 'ů' => "u",
        'ý' => "y",
        'ź' | 'ž' | 'ż' => "z",
        other => ASCII.find(other).map_or("", |place| &ASCII[place..=place]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_of_a_name_gets_lost_in_the_address() {
        for name in FIRST.split_whitespace().chain(LAST.split_whitespace()) {
            let plain = plain(name);
            assert!(plain.len() >= name.chars().count(), "{name} became {plain}");
            assert!(plain.bytes().all(|byte| byte.is_ascii_lowercase()), "{name} became {plain}");
        }
    }
}
