package org.libtransport.backend;

/** What backends announced by BACKEND_CONFIG, or the defaults before any did. */
public record BackendFeatures(
        boolean configured,
        boolean needPassword,
        boolean needRegistration,
        boolean receipts,
        boolean rooms,
        boolean rawXml,
        boolean disableJidEscaping,
        boolean sendBuddiesOnLogin) {

    /** Before any backend said anything. */
    public static final BackendFeatures DEFAULT =
            new BackendFeatures(false, true, true, false, false, false, false, false);
}
