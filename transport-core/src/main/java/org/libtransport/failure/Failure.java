package org.libtransport.failure;

import org.jspecify.annotations.Nullable;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;

/**
 * Something that went wrong, as a value: its kind decides what the user's client is told and whether trying again makes
 * sense, the text is for people, the cause is for the log.
 */
public record Failure(Kind kind, Text text, @Nullable Throwable cause) {

    /** What happened, as far as anybody must react differently. */
    public enum Kind {
        /** The network or a backend cannot be reached now. */
        NETWORK(true),
        /** The network refused the user's name or password. */
        AUTHENTICATION(false),
        /** The network refused the user for another lasting reason: settings, certificate, name in use. */
        REFUSED(false),
        /** No backend could take the user. */
        NO_BACKEND(true),
        /** The database could not be asked. */
        STORAGE(true),
        /** A queue is full. */
        OVERLOAD(true),
        /** The transport is being stopped. */
        SHUTDOWN(true),
        /** A fault of ours. */
        INTERNAL(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether the same attempt may succeed later without anybody changing anything. */
        public boolean retryable() {
            return retryable;
        }
    }

    /** @param words what others said, in whatever language */
    public static Failure of(Kind kind, String words) {
        return of(kind, Text.verbatim(words));
    }

    public static Failure of(Kind kind, Text text) {
        return new Failure(kind, text, null);
    }

    public static Failure of(Kind kind, Sentence sentence, Object... arguments) {
        return of(kind, Text.of(sentence, arguments));
    }

    public boolean retryable() {
        return kind.retryable();
    }
}
