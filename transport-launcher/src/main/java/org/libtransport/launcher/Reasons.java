package org.libtransport.launcher;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Why something failed, in words and on one line. */
final class Reasons {

    private Reasons() {}

    static String of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "a file of that name is in the way";
        }
        String message = cause.getMessage();
        String text = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse(text);
    }

    /** The failure itself, without the envelopes of futures. */
    static Throwable unwrapped(Throwable failure) {
        Throwable current = failure;
        @Nullable Throwable cause = current.getCause();
        while (cause != null && (current instanceof CompletionException || current instanceof ExecutionException)) {
            current = cause;
            cause = current.getCause();
        }
        return current;
    }
}
