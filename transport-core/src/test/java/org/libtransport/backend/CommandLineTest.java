package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void blanks_separate_words() {
        assertThat(CommandLine.split("  /bin/a  -b\tc ")).containsExactly("/bin/a", "-b", "c");
    }

    @Test
    void quotes_hold_words_together() {
        assertThat(CommandLine.split("'a b' \"c 'd'\" e\"f g\"h ''")).containsExactly("a b", "c 'd'", "ef gh", "");
    }

    @Test
    void a_backslash_takes_the_next_character_as_it_is() {
        assertThat(CommandLine.split("a\\ b \\\"c \"d\\\"e\\\\f\\g\" 'h\\i'"))
                .containsExactly("a b", "\"c", "d\"e\\f\\g", "h\\i");
    }

    @Test
    void refuses_what_has_no_meaning() {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.split("a 'b"));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.split("a \\"));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.split("  "));
    }
}
