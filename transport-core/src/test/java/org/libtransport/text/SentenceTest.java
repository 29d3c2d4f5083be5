package org.libtransport.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every sentence is there in every language, and can be said. */
final class SentenceTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\d\\}");

    @ParameterizedTest
    @EnumSource(Language.class)
    void each_language_has_exactly_the_sentences_there_are(Language language) throws IOException {
        Set<String> keys =
                Arrays.stream(Sentence.values()).map(Sentence::key).collect(Collectors.toCollection(TreeSet::new));
        assertThat(file(language).stringPropertyNames()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void each_sentence_has_the_same_places_in_each_language(Language language) throws IOException {
        Properties english = file(Language.ENGLISH);
        file(language)
                .forEach((key, words) -> assertThat(places((String) words))
                        .as("%s in %s", key, language)
                        .isEqualTo(places(english.getProperty((String) key))));
    }

    /** In patterns of {@link java.text.MessageFormat} an apostrophe begins a quotation and swallows the places in it. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void no_sentence_has_a_straight_apostrophe(Language language) throws IOException {
        assertThat(file(language).values()).noneMatch(words -> ((String) words).contains("'"));
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void a_translation_is_none_that_says_the_same_words(Language language) throws IOException {
        Properties english = file(Language.ENGLISH);
        file(language).forEach((key, words) -> {
            if (english.getProperty((String) key).length() > 15) {
                assertThat(words).as("%s in %s", key, language).isNotEqualTo(english.get(key));
            }
        });
    }

    @Test
    void a_tag_with_a_region_finds_its_language() {
        assertThat(Language.of("de-AT")).isEqualTo(Language.GERMAN);
        assertThat(Language.of("fr_CA")).isEqualTo(Language.FRENCH);
        assertThat(Language.of("EN")).isEqualTo(Language.ENGLISH);
    }

    @Test
    void who_asks_for_a_language_that_is_not_there_is_told_in_English() {
        assertThat(Language.find("tlh")).isNull();
        assertThat(Language.find("&%$!")).isNull();
        assertThat(Language.of("tlh")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of(null)).isEqualTo(Language.ENGLISH);
    }

    @Test
    void a_sentence_within_another_is_in_the_same_language() {
        Text text = Text.of(Sentence.TRYING_AGAIN_IN, 8, Text.of(Sentence.CONNECTION_LOST));
        assertThat(text.in(Language.GERMAN))
                .isEqualTo("Neuer Versuch in 8 s: Die Verbindung zum Netz ist abgebrochen.");
        assertThat(text).hasToString("Trying again in 8 s: The connection to the network was lost.");
    }

    @Test
    void words_of_others_stay_as_they_are() {
        Text text = Text.of(Sentence.TRYING_AGAIN_IN, 8, Text.verbatim("It's {0} o'clock."));
        assertThat(text.in(Language.FRENCH)).isEqualTo("Nouvel essai dans 8 s : It's {0} o'clock.");
    }

    private static Set<String> places(String words) {
        return PLACE.matcher(words).results().map(each -> each.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties file(Language language) throws IOException {
        String suffix = language == Language.ENGLISH ? "" : "_" + language.tag();
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(
                Sentence.class.getResourceAsStream("sentences" + suffix + ".properties"), language.name())) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
