"""One file for each story. Every one is a sample and begins by saying so."""

from . import (
    a_key_of_her_own,
    bread_before_dawn,
    nine_square_feet,
    saturday_shirt,
    slow_water,
    the_long_letter,
    thirteen_drafts,
    three_minutes,
    true_and_square,
    two_sides_of_a_table,
    what_i_carry,
    word_problems,
)

STORIES = [
    module.STORY
    for module in (
        bread_before_dawn,
        the_long_letter,
        a_key_of_her_own,
        word_problems,
        two_sides_of_a_table,
        nine_square_feet,
        saturday_shirt,
        three_minutes,
        true_and_square,
        thirteen_drafts,
        slow_water,
        what_i_carry,
    )
]
