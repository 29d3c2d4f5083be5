package org.libtransport.storage.maintenance;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words. */
final class FileFailures {

    private FileFailures() {}

    /** @param failure of input or output, or one that was wrapped on its way through code without checked exceptions */
    static String explain(Exception failure) {
        Throwable e = failure instanceof UncheckedIOException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
