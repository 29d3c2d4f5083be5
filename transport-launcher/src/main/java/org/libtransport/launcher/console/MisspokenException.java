package org.libtransport.launcher.console;

/** A line that cannot be obeyed. The message is for the person who typed it. */
final class MisspokenException extends Exception {

    private static final long serialVersionUID = 1L;

    MisspokenException(String message) {
        super(message);
    }
}
