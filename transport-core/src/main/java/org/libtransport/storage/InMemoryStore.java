package org.libtransport.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps everything until the process ends, for transports without a database and for tests. Closing it loses nothing. */
public final class InMemoryStore implements Store {

    private final Map<String, Entry> byJid = new LinkedHashMap<>();
    private final Map<Long, Entry> byId = new LinkedHashMap<>();
    private long lastId;

    @Override
    public Map<String, UserRecord> find(Collection<String> jids) {
        Map<String, UserRecord> found = new LinkedHashMap<>();
        for (String jid : jids) {
            Entry entry = byJid.get(jid);
            if (entry != null) {
                found.put(jid, entry.user);
            }
        }
        return found;
    }

    @Override
    public Map<String, StoredUser> load(Collection<String> jids) {
        Map<String, StoredUser> found = new LinkedHashMap<>();
        for (String jid : jids) {
            Entry entry = byJid.get(jid);
            if (entry != null) {
                found.put(
                        jid,
                        new StoredUser(
                                entry.user, List.copyOf(entry.buddies.values()), new LinkedHashMap<>(entry.settings)));
            }
        }
        return found;
    }

    @Override
    public List<UserRecord> register(List<Registration> registrations) {
        List<UserRecord> records = new ArrayList<>(registrations.size());
        for (Registration registration : registrations) {
            Entry entry = byJid.get(registration.jid());
            if (entry == null) {
                entry = new Entry(user(++lastId, registration, "utf8", false, false));
                byJid.put(registration.jid(), entry);
                byId.put(lastId, entry);
            } else {
                UserRecord old = entry.user;
                entry.user = user(old.id(), registration, old.encoding(), old.vip(), old.online());
            }
            records.add(entry.user);
        }
        return records;
    }

    @Override
    public void remove(Collection<Long> userIds) {
        for (Long id : userIds) {
            Entry entry = byId.remove(id);
            if (entry != null) {
                byJid.remove(entry.user.jid());
            }
        }
    }

    @Override
    public boolean isUinTaken(String uin) {
        return byId.values().stream().anyMatch(entry -> entry.user.uin().equals(uin));
    }

    @Override
    public List<String> onlineUsers() {
        return byId.values().stream()
                .filter(entry -> entry.user.online())
                .map(entry -> entry.user.jid())
                .toList();
    }

    @Override
    public List<String> allUsers() {
        return byId.values().stream().map(entry -> entry.user.jid()).toList();
    }

    @Override
    public void apply(List<Change> changes) {
        for (Change change : changes) {
            Entry entry = byId.get(change.userId());
            if (entry != null) {
                apply(change, entry);
            }
        }
    }

    @Override
    public void close() {}

    private static void apply(Change change, Entry entry) {
        if (change instanceof Change.PutBuddy put) {
            entry.buddies.put(put.buddy().name(), put.buddy());
        } else if (change instanceof Change.RemoveBuddy remove) {
            entry.buddies.remove(remove.name());
        } else if (change instanceof Change.PutSetting put) {
            entry.settings.put(put.setting().key(), put.value());
        } else if (change instanceof Change.SetOnline set) {
            UserRecord user = entry.user;
            entry.user = new UserRecord(
                    user.id(),
                    user.jid(),
                    user.uin(),
                    user.password(),
                    user.language(),
                    user.encoding(),
                    user.vip(),
                    set.online(),
                    user.token());
        }
    }

    private static UserRecord user(long id, Registration from, String encoding, boolean vip, boolean online) {
        return new UserRecord(
                id, from.jid(), from.uin(), from.password(), from.language(), encoding, vip, online, from.token());
    }

    private static final class Entry {
        private UserRecord user;
        private final Map<String, BuddyRecord> buddies = new LinkedHashMap<>();
        private final Map<String, String> settings = new LinkedHashMap<>();

        Entry(UserRecord user) {
            this.user = user;
        }
    }
}
