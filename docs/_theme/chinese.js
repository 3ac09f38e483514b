// The same words as in chinese.py. A pair that stands on no page, while those beside it do, only
// spans two words of the query (度样 in 满意度样本) and is left out.
var splitQuery = (query) =>
  (query.match(/[a-z0-9][a-z0-9_.-]*[a-z0-9]|[a-z0-9]|[\u3400-\u9fff]+/gi) || []).flatMap((word) => {
    if (word.length < 2 || !/[\u3400-\u9fff]/.test(word)) return [word];
    const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
    const { terms, titleterms } = Search._index;
    const known = (pair) => Object.hasOwn(terms, pair) || Object.hasOwn(titleterms, pair);
    const spans = (at) => at > 0 && at < pairs.length - 1 && known(pairs[at - 1]) && known(pairs[at + 1]);
    return pairs.filter((pair, at) => known(pair) || !spans(at));
  });

// A page opened from a folder may not read others: titles are shown without excerpts.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
