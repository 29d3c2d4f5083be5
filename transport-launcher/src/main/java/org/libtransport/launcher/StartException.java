package org.libtransport.launcher;

import org.jspecify.annotations.Nullable;

/** The transport cannot start. The message is one line for the person who started it. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
