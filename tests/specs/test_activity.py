# ruff: noqa: E501  -- the tables are as wide as the names of their lines
"""The list of 2014-2018: lines that are the sum of the lines below them."""


def test_requests_received_are_those_of_the_four_ways(spec):
    spec("""
              | received_in_person | received_by_fax | received_online | received_by_letter | received
        right |         2          |        2        |        2        |         2          |    8
        wrong |         2          |        2        |        2        |         2          |    9
        blank |                    |        2        |        2        |         2          |    8
        """, check="activity.received", at="activity/*/count", edition="2014", broken=["wrong"], untested=["blank"])


def test_requests_closed_are_those_on_time_and_those_extended(spec):
    spec("""
              | closed_on_time | closed_extended | closed
        right |       2        |        2        |   4
        wrong |       2        |        2        |   5
        blank |                |        2        |   4
        """, check="activity.closed", at="activity/*/count", edition="2014", broken=["wrong"], untested=["blank"])


def test_requests_answered_are_those_of_the_eight_answers(spec):
    spec("""
              | already_public | granted | partial | refused | not_own | not_existing | correction_asked | referred | answered
        right |       2        |    2    |    2    |    2    |    2    |      2       |        2         |    2     |    16
        wrong |       2        |    2    |    2    |    2    |    2    |      2       |        2         |    2     |    17
        blank |                |    2    |    2    |    2    |    2    |      2       |        2         |    2     |    16
        """, check="activity.answered", at="activity/*/count", edition="2014", broken=["wrong"], untested=["blank"])


def test_refusals_are_those_of_the_six_grounds(spec):
    spec("""
              | refused_state_secret | refused_trade_secret | refused_privacy | refused_security | refused_not_information | refused_other_law | refused
        right |          2           |          2           |        2        |        2         |            2            |         2         |    12
        wrong |          2           |          2           |        2        |        2         |            2            |         2         |    13
        blank |                      |          2           |        2        |        2         |            2            |         2         |    12
        """, check="activity.refused", at="activity/*/count", edition="2014", broken=["wrong"], untested=["blank"])


def test_reviews_are_those_of_the_three_results(spec):
    spec("""
              | review_upheld | review_corrected | review_other | review
        right |       2       |        2         |      2       |   6
        wrong |       2       |        2         |      2       |   7
        blank |               |        2         |      2       |   6
        """, check="activity.review", at="activity/*/count", edition="2014", broken=["wrong"], untested=["blank"])


def test_suits_are_those_of_the_three_results(spec):
    spec("""
              | suit_upheld | suit_corrected | suit_other | suit
        right |      2      |       2        |     2      |  6
        wrong |      2      |       2        |     2      |  7
        blank |             |       2        |     2      |  6
        """, check="activity.suit", at="activity/*/count", edition="2014", broken=["wrong"], untested=["blank"])


def test_staff_is_full_time_and_part_time(spec):
    spec("""
              | staff_full_time | staff_part_time | staff
        right |        2        |        2        |   4
        wrong |        2        |        2        |   5
        blank |                 |        2        |   4
        """, check="activity.staff", at="activity/*/count", edition="2014", broken=["wrong"], untested=["blank"])
