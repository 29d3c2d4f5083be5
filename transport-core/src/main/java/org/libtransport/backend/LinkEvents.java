package org.libtransport.backend;

import org.libtransport.protocol.Wire;

/** What a link tells its pool. Called on the link's event loop, in the order things happened. */
interface LinkEvents {

    void opened(BackendLink link);

    /** The first PONG came. */
    void ready(BackendLink link);

    /** It asked something. */
    void queried(BackendLink link);

    void statsReceived(BackendLink link, Wire.Stats stats);

    void configReceived(BackendLink link, String text);

    /** The rooms that are open to all users. */
    void roomsReceived(BackendLink link, Wire.RoomList rooms);

    /** Told once, as the last thing. */
    void closed(BackendLink link, LinkEnd end);
}
