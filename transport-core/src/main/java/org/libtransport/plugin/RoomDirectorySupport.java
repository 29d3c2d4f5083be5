package org.libtransport.plugin;

import java.util.List;
import java.util.function.Consumer;

/**
 * A plugin whose network has rooms that all users can enter. A list for one user alone is {@link SessionEvents#roomsListed}.
 *
 * <pre>{@code
 * @Override
 * public void publishRooms(Consumer<List<RoomInfo>> directory) throws IOException {
 *     directory.accept(network.publicRooms());
 *     network.onPublicRoomsChanged(directory);
 * }
 * }</pre>
 */
public interface RoomDirectorySupport {

    /**
     * Called once, when the link is up, on a thread where it may block.
     *
     * @param directory takes the whole list, now and whenever it has changed, from any thread; never blocks. Transports show
     *     only so many rooms as their administrator allows.
     */
    void publishRooms(Consumer<List<RoomInfo>> directory) throws Exception;
}
