use super::*;

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(text(html), expected);
}

#[test]
fn plain_text_comes_back_as_it_is() {
    check("a  b\n\n c & d < e", "a  b\n\n c & d < e");
}

#[test]
fn blocks_end_lines_and_inline_tags_leave_no_trace() {
    check("<p>ال<b>جيش</b> في <a href='x'>سرت</a></p>\n<p>second<br/>third</p>", "الجيش في سرت\nsecond\nthird");
    check("<ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table>", "one\ntwo\na b");
}

#[test]
fn white_space_collapses() {
    check("<div> a\n  b&nbsp;&nbsp;c </div>", "a b c");
}

#[test]
fn scripts_and_styles_go() {
    check("<p>a</p><script>if (a<b) { c('</p>') }</script><style>p{}</style><p>b</p><!-- c -->", "a\nb");
    check("a<p>b<script>var x = 1;", "a\nb");
    check("<iframe src=x>no frames</iframe>b", "b");
}

#[test]
fn an_unclosed_fallback_does_not_swallow_the_article() {
    check("<p>a</p><video>b <p>c</p>", "a\nb\nc");
    check("<p>a</p><video>b</video><p>c</p>", "a\nc");
}

#[test]
fn entities_are_decoded_twice_at_most() {
    check("A&amp;amp;B &amp;quot;x&amp;quot; &lt;b&gt;bold&lt;/b&gt; &amp;#8217;s", "A&B \"x\" bold ’s");
    check("&amp;amp;amp;amp;", "&amp;amp;");
    check("5 &lt; 6 &#x62D; &hellip;", "5 < 6 ح …");
}

#[test]
fn entities_without_a_tag_keep_the_lines() {
    check("first &amp; last\nsecond", "first & last\nsecond");
}

#[test]
fn cdata_is_unwrapped() {
    check("<![CDATA[<p>a</p><p>b</p>]]>", "a\nb");
}

#[test]
fn depth_costs_nothing() {
    let deep = "<div>".repeat(100_000) + "x";
    check(&deep, "x");
}

#[test]
fn a_cut_tag_is_dropped() {
    check("<p>a <a href=\"http://exa", "a");
}

#[test]
fn too_much_is_cut_at_a_letter() {
    assert_eq!(start("سرت", 3), "س");
}
