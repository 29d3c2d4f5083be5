package org.libtransport.launcher.peer;

/** There is no backend to speak with. The message is a sentence for who wrote it. */
public final class NoBackendException extends Exception {

    private static final long serialVersionUID = 1L;

    NoBackendException(String message) {
        super(message);
    }
}
