package org.libtransport.launcher.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;

/** Under which user and group the process runs. */
public final class ProcessOwner {

    /** In {@code struct passwd} and {@code struct group} two pointers, name and password, come before the numbers. */
    private static final long NUMBERS = 2L * Native.POINTER_SIZE;

    private static final long GROUP_OF_USER = NUMBERS + Integer.BYTES;

    private ProcessOwner() {}

    /**
     * Gives up what this process may for what the user may: sets group, supplementary groups and user, for all threads and
     * for good. Nothing happens if it runs as that user and group already.
     *
     * @param user the name of the user, or empty to change the group only
     * @param group the name of the group, or empty for the user's own
     * @throws IOException if there is no such user or group, or the process may not do this; then it must not go on
     */
    public static void become(String user, String group) throws IOException {
        if (user.isEmpty() && group.isEmpty()) {
            return;
        }
        CLibrary c = CLibrary.load();
        Pointer account = user.isEmpty() ? null : c.getpwnam(user);
        if (!user.isEmpty() && account == null) {
            throw new IOException("there is no user " + user);
        }
        int userId = account == null ? c.geteuid() : account.getInt(NUMBERS);
        int groupId = account == null ? c.getegid() : account.getInt(GROUP_OF_USER);
        if (!group.isEmpty()) {
            Pointer entry = c.getgrnam(group);
            if (entry == null) {
                throw new IOException("there is no group " + group);
            }
            groupId = entry.getInt(NUMBERS);
        }
        if (c.geteuid() == userId && c.getegid() == groupId) {
            return;
        }
        change(c, user, userId, groupId);
        if (c.geteuid() != userId || c.getegid() != groupId) {
            throw new IOException("the system did not change user and group");
        }
    }

    private static void change(CLibrary c, String user, int userId, int groupId) throws IOException {
        try {
            c.setgid(groupId);
            if (user.isEmpty()) {
                c.setgroups(1, new int[] {groupId});
            } else {
                c.initgroups(user, groupId);
                c.setuid(userId);
            }
        } catch (LastErrorException e) {
            throw new IOException("only root may change user and group (" + e.getMessage() + ')', e);
        }
    }

    /** Files made from now on are for user and group only. */
    public static void keepFilesFromOthers() {
        CLibrary.load().umask(0007);
    }
}
