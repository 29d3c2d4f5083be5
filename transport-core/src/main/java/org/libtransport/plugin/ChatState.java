package org.libtransport.plugin;

/** What somebody is doing in a conversation (XEP-0085). */
public enum ChatState {
    /** Is writing. */
    COMPOSING,
    /** Began to write and stopped. */
    PAUSED,
    /** Looks at the conversation and writes nothing. */
    ACTIVE
}
