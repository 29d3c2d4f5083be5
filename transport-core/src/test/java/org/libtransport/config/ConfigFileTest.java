package org.libtransport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFileTest {

    private static List<String> read(String text) {
        ConfigFile file = ConfigFile.parse("f.cfg", text);
        assertThat(file.mistakes()).isEmpty();
        return file.entries().stream()
                .map(entry -> entry.origin().line() + " " + entry.name() + "=" + entry.value())
                .toList();
    }

    private static List<String> mistakes(String text) {
        return ConfigFile.parse("f.cfg", text).mistakes().stream()
                .map(Mistake::toString)
                .toList();
    }

    @Test
    void a_section_is_the_prefix_of_the_keys_below_it() {
        assertThat(read("[service]\njid=a\n[database]\ntype = none\n"))
                .containsExactly("2 service.jid=a", "4 database.type=none");
    }

    @Test
    void a_section_may_contain_dots_and_may_end_with_one() {
        assertThat(read("[a.b]\nc=1\n[d.]\ne=2")).containsExactly("2 a.b.c=1", "4 d.e=2");
    }

    @Test
    void a_key_above_any_section_has_no_prefix() {
        assertThat(read("service.jid = a")).containsExactly("1 service.jid=a");
    }

    @Test
    void the_first_equals_sign_splits_and_both_sides_are_trimmed() {
        assertThat(read(" \tkey\t= a = b = \r\n")).containsExactly("1 key=a = b =");
    }

    @Test
    void a_value_may_be_empty_and_quotes_mean_nothing() {
        assertThat(read("a=\nb=\"x\"\n")).containsExactly("1 a=", "2 b=\"x\"");
    }

    @Test
    void a_hash_begins_a_comment_at_the_start_of_a_line_or_after_a_blank_only() {
        assertThat(read("# x\n  # x\na = b#c # d\nb=#c\nc =\t#x\n[s] # x\nd=1#"))
                .containsExactly("3 a=b#c", "4 b=#c", "5 c=", "7 s.d=1#");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_key() {
        assertThat(read("\uFEFFa=1")).containsExactly("1 a=1");
    }

    @Test
    void a_line_that_is_nothing_is_told_without_its_rest_which_may_be_a_password() {
        assertThat(mistakes("a=1\npassword hunter2\n= x"))
                .containsExactly(
                        "f.cfg:2: \"password...\": expected key = value, [section] or # comment",
                        "f.cfg:3: \"...\": expected key = value, [section] or # comment");
    }

    @Test
    void a_section_must_be_closed_and_have_a_name() {
        assertThat(mistakes("[service\n[]\n"))
                .hasSize(2)
                .allMatch(line -> line.contains("expected a section such as [service]"));
    }

    @Test
    void other_encodings_are_fine_in_comments_but_not_in_values(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("latin1.cfg");
        Files.write(file, "# f\u00fcr\na = \u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(ConfigFile.read(file).mistakes())
                .extracting(Mistake::toString)
                .containsExactly(file + ":2: \"a...\": expected text in UTF-8");
    }

    @Test
    void a_missing_file_is_one_mistake(@TempDir Path dir) {
        Path file = dir.resolve("none.cfg");
        assertThat(ConfigFile.read(file).mistakes())
                .extracting(Mistake::toString)
                .containsExactly(file + ": cannot be read (no such file), expected a readable config file");
        assertThat(ConfigFile.read(dir).mistakes()).singleElement().asString().contains("it is a directory");
    }

    static Stream<Long> seeds() {
        return new Random().longs(200).boxed();
    }

    /** What is written by the rules is read back, however it is spaced, commented and ordered. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void reads_back_what_was_written(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        String prefix = "";
        for (int i = 0; i < 30; i++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    String section = word(random, "abc._-9");
                    prefix = section.endsWith(".") ? section : section + '.';
                    text.append(blanks(random)).append('[').append(section).append(']');
                }
                case 1 -> text.append(blanks(random)).append(random.nextBoolean() ? "# a = b [c]" : "");
                default -> {
                    String key = word(random, "abc._-9$");
                    String value = random.nextInt(5) == 0 ? "" : word(random, "a9=#[]\"\\$\u00e9\u4e2d;");
                    expected.add(prefix + key + "=" + value);
                    text.append(blanks(random))
                            .append(key)
                            .append(blanks(random))
                            .append('=');
                    // A value that begins with the comment sign must follow the equals sign at once.
                    text.append(value.startsWith("#") ? "" : blanks(random)).append(value);
                    text.append(random.nextInt(3) == 0 ? " # " + value : blanks(random));
                }
            }
            text.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        ConfigFile file = ConfigFile.parse("f", text.toString());
        assertThat(file.mistakes()).isEmpty();
        assertThat(file.entries())
                .extracting(entry -> entry.name() + "=" + entry.value())
                .isEqualTo(expected);
    }

    /** Whatever a file contains, it becomes entries and mistakes, and every mistake is one line. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void never_fails_whatever_the_file_contains(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(400); i > 0; i--) {
            String often = "[]=#.\n\r \tab\u2028\u0085\u0000\uFFFD";
            text.append(
                    random.nextInt(3) == 0
                            ? (char) random.nextInt(65536)
                            : often.charAt(random.nextInt(often.length())));
        }
        ConfigFile file = ConfigFile.parse("f", text.toString());
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        assertThat(file.entries().size() + file.mistakes().size()).isLessThanOrEqualTo((int) lines);
        assertThat(file.mistakes())
                .allMatch(mistake -> mistake.toString().lines().count() == 1);
    }

    private static String blanks(Random random) {
        return " ".repeat(random.nextInt(3)) + "\t".repeat(random.nextInt(2));
    }

    private static String word(Random random, String alphabet) {
        StringBuilder word = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
