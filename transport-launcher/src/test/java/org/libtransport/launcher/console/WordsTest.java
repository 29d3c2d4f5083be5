package org.libtransport.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void blanks_part_words_and_the_rest_stays_as_it_was_typed() throws MisspokenException {
        Words words = new Words("  say  echo   how  are you ");
        assertThat(words.next()).isEqualTo("say");
        assertThat(words.need("a contact")).isEqualTo("echo");
        assertThat(words.rest()).isEqualTo("how  are you");
        assertThat(words.isEmpty()).isTrue();
    }

    @Test
    void double_quotes_hold_blanks_together() {
        Words words = new Words("join \"the balcony\" \"fair \" secret");
        words.next();
        assertThat(words.next()).isEqualTo("the balcony");
        assertThat(words.next()).isEqualTo("fair ");
        assertThat(words.next()).isEqualTo("secret");
        assertThat(words.next()).isEmpty();
    }

    @Test
    void a_quote_without_an_end_goes_to_the_end_of_the_line() {
        Words words = new Words("\"never closed");
        assertThat(words.next()).isEqualTo("never closed");
        assertThat(words.isEmpty()).isTrue();
    }

    @Test
    void what_is_missing_is_named() {
        assertThatThrownBy(() -> new Words("").need("a contact")).hasMessage("a contact is missing; see help");
    }
}
