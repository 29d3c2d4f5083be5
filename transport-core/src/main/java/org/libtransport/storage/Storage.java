package org.libtransport.storage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the transport remembers. All methods may be called from any thread and never block; stages complete on a thread of
 * the storage and fail with {@link StorageException}.
 *
 * <p>Methods that return a stage and change something are on disk when it completes. Those that return nothing are
 * written at most one second later, in the order they were called for one user; a read sees all that was asked before it.
 */
public interface Storage {

    /** All that is stored of this user, or empty if not registered. */
    CompletionStage<Optional<StoredUser>> load(String jid);

    /** The user's record only. */
    CompletionStage<Optional<UserRecord>> find(String jid);

    /** Registers the user, or replaces name, password and language of a registered one. */
    CompletionStage<UserRecord> register(Registration registration);

    /** Removes the user and all that belongs to it. */
    CompletionStage<Void> remove(long userId);

    /** Whether this log-in name is registered by anybody. */
    CompletionStage<Boolean> isUinTaken(String uin);

    /** Bare JIDs of users that were online when the transport last ran. */
    CompletionStage<List<String>> onlineUsers();

    /** Bare JIDs of all registered users. */
    CompletionStage<List<String>> allUsers();

    void setOnline(long userId, boolean online);

    void putBuddy(long userId, BuddyRecord buddy);

    void removeBuddy(long userId, String buddyName);

    void putSetting(long userId, Setting setting, String value);

    /** Writes everything and closes. Nothing may be called afterwards. */
    CompletionStage<Void> close();
}
