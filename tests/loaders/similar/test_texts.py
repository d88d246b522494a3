"""What tells two texts apart, and what does not."""

import pytest

from loaders.similar.texts import compared, numbers


@pytest.mark.parametrize("one, other, same", [
    ("收到申请12件，办结 11 件。", "收到申请三百零五件办结９件", True),  # the value of a number, blanks, punctuation
    ("（一）主动公开", "1.主动公开", True),
    ("增长12.5%", "增长3%", True),
    ("ＡＢＣ网站", "abc网站", True),
    ("公开栏目\n更新", "公开栏目更新", True),
    ("更新不及时", "更新不够及时", False),
    ("𠮷村", "𡈽村", False),  # rare ideographs beyond 16 bits
    ("", "。 \n", True),
])
def test_what_tells_texts_apart(one, other, same):
    assert (compared(one).string == compared(other).string) == same


def test_places_count_characters_of_the_text_and_numbers_keep_their_digits():
    text = "共 12.5 万件；𠮷村３件"
    seen = compared(text)
    assert [text[at] for at in seen.place] == ["共", "1", "件", "𠮷", "村", "３", "件"]
    assert seen.unit.tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert numbers(text, seen, 0, len(seen.signs)) == ["12.5万", "3"]
