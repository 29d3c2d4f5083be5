package org.libtransport.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where a {@link WriteBehindStorage} keeps its data. Methods block; they are called by one thread at a time.
 *
 * <p>They take many at once, because the cost of a database is in the calls and the transactions. Each call that changes
 * something is one transaction: on return all of it is on disk, after an exception nothing of it. All throw
 * {@link StorageException}.
 */
public interface Store extends AutoCloseable {

    /** The records of those of these bare JIDs that are registered, by JID. */
    Map<String, UserRecord> find(Collection<String> jids);

    /** All that is stored of those of these bare JIDs that are registered, by JID; contacts in the order they came. */
    Map<String, StoredUser> load(Collection<String> jids);

    /**
     * Registers these users, or gives registered ones a new name, password and language, leaving the rest of them as it
     * is. A number that once was a user's is not given to another while this store is open.
     *
     * @return the records, in the same order
     */
    List<UserRecord> register(List<Registration> registrations);

    /** Removes these users and all that belongs to them; numbers of nobody are ignored. */
    void remove(Collection<Long> userIds);

    /** Whether this log-in name is registered by anybody. */
    boolean isUinTaken(String uin);

    /** Bare JIDs of the users whose record says online. */
    List<String> onlineUsers();

    /** Bare JIDs of all users. */
    List<String> allUsers();

    /**
     * Writes these changes; those of users who are not registered are left out.
     *
     * @param changes of one user, no two with the same {@linkplain Change#key key}: their order is free
     */
    void apply(List<Change> changes);

    @Override
    void close();
}
