package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShiftedPasswordsTest {

    private final ShiftedPasswords passwords = new ShiftedPasswords("key");

    /** 's'+'k', 'e'+'e', 'c'+'y', 'r'+'k', 'e'+'e', 't'+'y'. */
    @Test
    void the_form_is_that_of_the_predecessor() {
        assertThat(passwords.stored("secret")).isEqualTo("3src3crt");
        assertThat(passwords.read("3src3crt")).isEqualTo("secret");
    }

    @Test
    void what_was_written_without_a_key_is_read_as_it_is() {
        assertThat(passwords.read("no base64!")).isEqualTo("no base64!");
        assertThat(passwords.read("")).isEmpty();
    }

    @Test
    void without_a_key_nothing_is_changed() {
        assertThat(ShiftedPasswords.PLAIN.stored("secret")).isEqualTo("secret");
        assertThat(ShiftedPasswords.PLAIN.read("3src3crt")).isEqualTo("3src3crt");
    }

    @Test
    void every_password_comes_back_with_every_key() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            ShiftedPasswords any = new ShiftedPasswords("k" + text(random));
            String password = text(random);
            assertThat(any.read(any.stored(password))).as("seed %d", seed).isEqualTo(password);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
