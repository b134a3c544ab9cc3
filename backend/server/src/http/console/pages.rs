//! Long lists, a page at a time.

/// The page of a list that comes after the item with this key, and the key of its last item if more follow. An item
/// that is gone by now leads back to the first page.
pub(super) fn page<T, K: PartialEq>(
    list: Vec<T>,
    most: usize,
    after: Option<K>,
    key: impl Fn(&T) -> K,
) -> (Vec<T>, Option<K>) {
    let before = after.and_then(|after| list.iter().position(|item| key(item) == after));
    let start = before.map_or(0, |at| at + 1);
    let has_more = list.len() > start + most;
    let shown: Vec<T> = list.into_iter().skip(start).take(most).collect();
    let next = shown.last().filter(|_| has_more).map(key);
    (shown, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_and_lose_nothing() {
        let list = || vec!['a', 'b', 'c', 'd', 'e'];
        let two = |after| page(list(), 2, after, |item| *item);
        assert_eq!(two(None), (vec!['a', 'b'], Some('b')));
        assert_eq!(two(Some('b')), (vec!['c', 'd'], Some('d')));
        assert_eq!(two(Some('d')), (vec!['e'], None));
        assert_eq!(two(Some('e')), (vec![], None));
        assert_eq!(two(Some('x')), two(None));
        assert_eq!(page(list(), 5, None, |item| *item), (list(), None));
    }
}
