package org.libtransport.testkit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;

/** A store that does what another does, until it is told to fail as a database that is away; and knows VIPs. */
public final class FailingStore implements Store {

    private final Store store;
    private final Set<String> vips = ConcurrentHashMap.newKeySet();
    private volatile boolean failing;

    public FailingStore(Store store) {
        this.store = store;
    }

    /** From now on everything fails, or works again. */
    public void fail(boolean fail) {
        failing = fail;
    }

    /** From now on the administrator calls this user a VIP. */
    public void makeVip(String jid) {
        vips.add(jid);
    }

    private StoredUser marked(StoredUser stored) {
        UserRecord user = stored.user();
        return new StoredUser(user.withVip(vips.contains(user.jid())), stored.buddies(), stored.settings());
    }

    private Store store() {
        if (failing) {
            throw new StorageException("the database is away", null, true);
        }
        return store;
    }

    @Override
    public Map<String, UserRecord> find(Collection<String> jids) {
        return store().find(jids);
    }

    @Override
    public Map<String, StoredUser> load(Collection<String> jids) {
        Map<String, StoredUser> loaded = new HashMap<>(store().load(jids));
        loaded.replaceAll((jid, stored) -> marked(stored));
        return loaded;
    }

    @Override
    public List<UserRecord> register(List<Registration> registrations) {
        return store().register(registrations);
    }

    @Override
    public void remove(Collection<Long> userIds) {
        store().remove(userIds);
    }

    @Override
    public boolean isUinTaken(String uin) {
        return store().isUinTaken(uin);
    }

    @Override
    public List<String> onlineUsers() {
        return store().onlineUsers();
    }

    @Override
    public List<String> allUsers() {
        return store().allUsers();
    }

    @Override
    public void apply(List<Change> changes) {
        store().apply(changes);
    }

    @Override
    public void close() {
        store.close();
    }
}
