package org.libtransport.backend;

import org.libtransport.concurrent.Loop;

/** Who sits on a backend, as the backends see it. */
public interface BackendUser {

    /** The bare JID, which is the session key in every frame. */
    String key();

    /** The loop on which {@link #events} are called. */
    Loop loop();

    BackendEvents events();
}
