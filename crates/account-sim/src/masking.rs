//! The names of people without a JetBrains Account.

/// Each word keeps its first letters, the rest are stars: `Ro*** Lo******`, `R* L*`, `* *`.
pub(crate) fn mask(name: &str) -> String {
    name.split_whitespace().map(mask_word).collect::<Vec<_>>().join(" ")
}

fn mask_word(word: &str) -> String {
    let length = word.chars().count();
    let kept = match length {
        0 | 1 => 0,
        2 | 3 => 1,
        _ => 2,
    };
    word.chars().take(kept).chain(std::iter::repeat_n('*', length - kept)).collect()
}

#[cfg(test)]
mod tests {
    use super::mask;

    fn check(name: &str, expect: &str) {
        assert_eq!(mask(name), expect, "{name}");
    }

    #[test]
    fn each_word_keeps_its_first_letters() {
        check("Roman Lovelace", "Ro*** Lo******");
        check("Al Ng", "A* N*");
        check("A B", "* *");
        check("Žaneta Ó Dálaigh", "Ža**** * Dá*****");
        check("  Kim   Lee ", "K** L**");
    }
}
