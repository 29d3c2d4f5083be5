package org.libtransport.storage.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.libtransport.storage.StorageException;

final class SealedSecretTest {

    private static final String ROMEO = "romeo@montague.example";
    private static final int TRIES = 300;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final SecureRandom nonces = new SecureRandom();
    private final StorageKey key = StorageKey.random(nonces);

    @Test
    void every_secret_comes_back_through_its_text() {
        for (int i = 0; i < TRIES; i++) {
            String secret = text();
            String owner = text();
            String stored =
                    SealedSecret.seal(key, nonces, owner, "password", secret).text();

            SealedSecret read = SealedSecret.parse(stored).orElseThrow();
            assertThat(read.keyId()).isEqualTo(key.id());
            assertThat(read.open(key, owner, "password")).as("seed %d", seed).isEqualTo(secret);
        }
    }

    @Test
    void the_text_begins_with_the_keys_id_and_is_another_each_time() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            texts.add(seal("secret").text());
        }
        assertThat(texts).hasSize(TRIES).allMatch(text -> text.startsWith("{aes-gcm:" + key.id() + '}'));
    }

    @Test
    void a_changed_bit_anywhere_is_noticed() {
        String stored = seal("secret").text();
        int start = stored.indexOf('}') + 1;
        byte[] bytes = Base64.getDecoder().decode(stored.substring(start));
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            String text = stored.substring(0, start) + Base64.getEncoder().encodeToString(changed);
            assertRefused(SealedSecret.parse(text).orElseThrow(), key, ROMEO, "password");
        }
    }

    @Test
    void a_value_copied_to_another_user_or_column_does_not_open() {
        SealedSecret box = seal("secret");
        assertRefused(box, key, "juliet@capulet.example", "password");
        assertRefused(box, key, ROMEO, "token");
        assertRefused(box, key, ROMEO + "\0password", "");
    }

    @Test
    void another_key_does_not_open() {
        assertRefused(seal("secret"), StorageKey.random(nonces), ROMEO, "password");
    }

    @Test
    void what_has_another_form_is_no_sealed_secret() {
        String stored = seal("secret").text();
        assertThat(SealedSecret.parse("secret")).isEmpty();
        assertThat(SealedSecret.parse("")).isEmpty();
        assertThat(SealedSecret.parse("{aes-gcm:" + key.id() + "}")).isEmpty();
        assertThat(SealedSecret.parse("{aes-gcm:" + key.id() + "}no base64")).isEmpty();
        assertThat(SealedSecret.parse(stored.replace(key.id(), "not hexadecimal!")))
                .isEmpty();
        assertThat(SealedSecret.parse(stored.substring(0, 60))).isEmpty();
    }

    @Test
    void neither_key_nor_secret_is_shown() {
        assertThat(key.toString()).doesNotContain(key.text()).contains(key.id());
        assertThat(seal("secret").toString()).doesNotContain("secret").isEqualTo("SealedSecret[" + key.id() + "]");
        assertThat(new KeyRing(List.of(key)).toString()).doesNotContain(key.text());
        KeySource source = KeySource.of(key.text(), Path.of("."));
        assertThat(source.toString() + new SecretSettings(source, true)).doesNotContain(key.text());
    }

    private SealedSecret seal(String secret) {
        return SealedSecret.seal(key, nonces, ROMEO, "password", secret);
    }

    private static void assertRefused(SealedSecret box, StorageKey key, String owner, String column) {
        assertThatThrownBy(() -> box.open(key, owner, column))
                .isInstanceOf(StorageException.class)
                .hasMessageNotContaining("secret");
    }

    private String text() {
        return random.ints(random.nextInt(40), 1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
