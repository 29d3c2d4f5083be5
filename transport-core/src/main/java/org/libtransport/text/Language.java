package org.libtransport.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A language in which the transport talks to people. To add one, add a constant and its file
 * {@code sentences_TAG.properties}; the tests tell what is missing. Safe on any thread.
 */
public enum Language {
    ENGLISH("en"),
    GERMAN("de"),
    FRENCH("fr");

    private final String tag;
    private final Locale locale;
    private final ResourceBundle sentences;

    Language(String tag) {
        this.tag = tag;
        this.locale = Locale.forLanguageTag(tag);
        this.sentences = ResourceBundle.getBundle(
                "org.libtransport.text.sentences",
                locale,
                Language.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * The language that this tag asks for (BCP 47, as in {@code xml:lang}: "de-AT" is German), or null if it asks for one
     * that we do not have, for none, or is no tag at all.
     */
    public static @Nullable Language find(@Nullable String tag) {
        if (tag == null || tag.isEmpty()) {
            return null;
        }
        String wanted = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        for (Language language : values()) {
            if (language.tag.equals(wanted)) {
                return language;
            }
        }
        return null;
    }

    /** The language of this tag, or English. */
    public static Language of(@Nullable String tag) {
        Language found = find(tag);
        return found == null ? ENGLISH : found;
    }

    /** As {@code xml:lang} names it. */
    public String tag() {
        return tag;
    }

    String say(Sentence sentence, List<Object> arguments) {
        Object[] rendered = arguments.stream()
                .map(each -> each instanceof Text text ? text.in(this) : each)
                .toArray();
        return new MessageFormat(sentences.getString(sentence.key()), locale).format(rendered);
    }
}
