package org.libtransport.backend;

/** What a backend is used for, by the users on it. One that has had nobody yet can be used for anything. */
public enum BackendUse {
    /** Whoever comes. */
    ORDINARY,
    /** Users who have been idle for long. Nobody logs in there, and nobody is moved away again. */
    LONG_RUN,
    /** Few users, because two backends crashed under each of them: so the next crash hits few others. */
    SUSPECTS,
    /** One user, under whom three backends crashed: the next crash hits nobody else. */
    QUARANTINE
}
