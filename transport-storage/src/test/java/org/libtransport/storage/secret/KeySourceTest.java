package org.libtransport.storage.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.StorageException;

final class KeySourceTest {

    @TempDir
    private Path directory;

    private final String first = StorageKey.random(new SecureRandom()).text();
    private final String second = StorageKey.random(new SecureRandom()).text();

    @Test
    void without_the_option_a_file_of_the_working_directory_is_made_when_needed() throws IOException {
        KeySource source = KeySource.of("", directory);
        assertThat(source.load().keys()).isEmpty();
        assertThat(directory).isEmptyDirectory();

        KeyRing made = source.add().orElseThrow();

        Path file = directory.resolve("storage.key");
        assertThat(source.load().newest()).isPresent();
        assertThat(ids(source)).isEqualTo(ids(made));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void a_further_key_is_the_newest_and_the_others_stay() {
        KeySource source = KeySource.of("", directory);
        String before = ids(source.add().orElseThrow());
        KeyRing both = source.add().orElseThrow();

        assertThat(both.keys()).hasSize(2);
        assertThat(ids(source)).isEqualTo(ids(both)).startsWith(before);
        assertThat(both.newest().orElseThrow()).isSameAs(both.keys().get(1));
    }

    @Test
    void a_file_that_the_administrator_names_must_be_there() {
        KeySource source = KeySource.of("etc/my.key", directory);
        assertThatThrownBy(source::load)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("etc/my.key")
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void the_option_may_be_the_keys_themselves() {
        KeySource source = KeySource.of(" " + first + ", " + second + " ", directory);
        assertThat(source.load().keys()).hasSize(2);
        assertThat(source.load().newest().orElseThrow().text()).isEqualTo(second);
        assertThat(source.add()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void comments_blank_lines_and_repeated_keys_are_passed_over() throws IOException {
        Files.writeString(directory.resolve("k"), "# one\n\n" + first + " # old\r\n" + second + "\n" + first + "\n");
        assertThat(KeySource.of("k", directory).load().keys()).hasSize(2);
    }

    @Test
    void what_is_no_key_is_refused_without_being_shown() throws IOException {
        Files.writeString(directory.resolve("k"), first + "\n" + second.substring(0, 20) + "\n");
        assertThatThrownBy(() -> KeySource.of("k", directory).load())
                .isInstanceOf(StorageException.class)
                .hasMessageNotContaining(second.substring(0, 20));
        Files.writeString(directory.resolve("k"), "# nothing\n");
        assertThatThrownBy(() -> KeySource.of("k", directory).load()).hasMessageContaining("has no key");
    }

    private static String ids(KeySource source) {
        return ids(source.load());
    }

    private static String ids(KeyRing ring) {
        return String.join(" ", ring.keys().stream().map(StorageKey::id).toList());
    }
}
