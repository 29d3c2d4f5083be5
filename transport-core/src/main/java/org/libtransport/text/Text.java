package org.libtransport.text;

import java.util.List;

/**
 * Something for people to read, which becomes words when it is known in which language they read. {@link #toString} is
 * English, for logs.
 */
public sealed interface Text {

    /**
     * One of our own sentences.
     *
     * @param arguments for its places {0}, {1}...; other texts among them are said in the same language
     */
    static Text of(Sentence sentence, Object... arguments) {
        return new Own(sentence, List.of(arguments));
    }

    /** Words of others (a network, an administrator) that are the same in every language. */
    static Text verbatim(String words) {
        return new Verbatim(words);
    }

    /** Words of others, or our own sentence if they said nothing. */
    static Text wordsOr(String words, Sentence otherwise) {
        return words.isBlank() ? of(otherwise) : verbatim(words);
    }

    String in(Language language);

    /** Whether {@link #in} gives words of the language that was asked for. */
    boolean isTranslated();

    /** See {@link #of}. */
    record Own(Sentence sentence, List<Object> arguments) implements Text {

        @Override
        public String in(Language language) {
            return language.say(sentence, arguments);
        }

        @Override
        public boolean isTranslated() {
            return true;
        }

        @Override
        public String toString() {
            return in(Language.ENGLISH);
        }
    }

    /** See {@link #verbatim}. */
    record Verbatim(String words) implements Text {

        @Override
        public String in(Language language) {
            return words;
        }

        @Override
        public boolean isTranslated() {
            return false;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
