package org.libtransport.backend;

/** Why a link ended, for the log and for what follows from it. */
record LinkEnd(Kind kind, String text) {

    enum Kind {
        /** The peer closed it or died. */
        CLOSED_BY_PEER(true),
        /** Reading or writing failed. */
        BROKEN(true),
        /** The peer sent what nothing can be trusted after. */
        PROTOCOL(true),
        /** The peer presented a token that is not the right one. */
        WRONG_TOKEN(true),
        /** The peer does not answer. */
        SILENT(true),
        /** Not needed any more. */
        UNUSED(false),
        /** Everything ends. */
        STOPPING(false);

        private final boolean crash;

        Kind(boolean crash) {
            this.crash = crash;
        }
    }

    /** Whether it ended without having been asked to. */
    boolean crash() {
        return kind.crash;
    }
}
