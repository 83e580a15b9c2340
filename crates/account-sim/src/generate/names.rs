//! Names of people, as an international company has them, and their e-mail addresses.

use std::collections::HashMap;

use rand::Rng;

use crate::random::pick;

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

/// Makes up people, no two with the same address.
#[derive(Debug)]
pub(super) struct Names {
    domain: &'static str,
    first: Vec<&'static str>,
    last: Vec<&'static str>,
    /// How many people share the part of the address before the `@`.
    namesakes: HashMap<String, u32>,
}

impl Names {
    pub(super) fn new(domain: &'static str) -> Self {
        let words = |text: &'static str| text.split_whitespace().collect();
        Self { domain, first: words(FIRST), last: words(LAST), namesakes: HashMap::new() }
    }

    pub(super) fn person(&mut self, random: &mut impl Rng) -> Person {
        let first = word(random, &self.first);
        let last = word(random, &self.last);
        let local = format!("{}.{}", plain(first), plain(last));
        let namesakes = self.namesakes.entry(local.clone()).or_insert(0);
        *namesakes += 1;
        let number = if *namesakes == 1 { String::new() } else { namesakes.to_string() };
        Person { name: format!("{first} {last}"), email: format!("{local}{number}@{}", self.domain) }
    }
}

fn word(random: &mut impl Rng, words: &[&'static str]) -> &'static str {
    pick(random, words.len()).map(|index| words[index]).unwrap_or_default()
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
