package org.libtransport.backend.peer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.libtransport.backend.peer.SocketTable.Owner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes that were spawned, with those that they started, at one moment: which of them has a socket open. */
final class Family {

    private static final Logger log = LoggerFactory.getLogger(Family.class);

    private static final String SOCKET = "socket:[";

    private final long ownUid;
    private final Map<Long, Long> eldestByInode = new HashMap<>();
    private final Map<Long, Long> unreadableByUid = new HashMap<>();
    private boolean unsure;

    private Family(long ownUid) {
        this.ownUid = ownUid;
    }

    /** Looks at all of them; takes a few milliseconds. */
    static Family look(Path proc, Spawned spawned) {
        Family family = new Family(ProcessUser.of(proc.resolve("self")));
        Set<Long> eldest = spawned.processes().stream()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
        if (!eldest.isEmpty()) {
            Map<Long, ProcessStat> all = ProcessStat.all(proc);
            all.forEach((pid, stat) -> {
                long ancestor = ancestor(pid, eldest, all);
                if (ancestor > 0 && !stat.isZombie()) {
                    family.add(proc.resolve(Long.toString(pid)), ancestor);
                }
            });
        }
        return family;
    }

    /** The first of these that the process comes from, itself included; 0 if it comes from none. */
    private static long ancestor(long pid, Set<Long> eldest, Map<Long, ProcessStat> all) {
        long member = pid;
        // Bounded, since parents may have changed while the table was read.
        for (int generations = 0; generations < all.size(); generations++) {
            if (eldest.contains(member)) {
                return member;
            }
            ProcessStat stat = all.get(member);
            if (stat == null) {
                return 0;
            }
            member = stat.parent();
        }
        return 0;
    }

    private void add(Path process, long ancestor) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                String target = target(file);
                if (target.startsWith(SOCKET)) {
                    long inode = Long.parseLong(target.substring(SOCKET.length(), target.length() - 1));
                    eldestByInode.put(inode, ancestor);
                }
            }
        } catch (AccessDeniedException e) {
            long uid = ProcessUser.of(process);
            if (uid == ownUid) {
                // One that hides itself or has just ended: it must not vouch for all others of our own user.
                unsure = true;
            } else if (uid >= 0) {
                unreadableByUid.put(uid, ancestor);
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("{} has ended", process, e);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * The spawned process that the socket belongs to, {@link Peer#NONE} if it is of nobody in the family, or
     * {@link Peer#UNKNOWN_PROCESS}. A process that changed its user and may not be looked at is taken for the owner of what
     * its user has open, since nobody else here has started one of that user.
     */
    long spawnedWith(Owner owner) {
        Long known = eldestByInode.get(owner.inode());
        if (known == null) {
            known = unreadableByUid.get(owner.uid());
        }
        if (known != null) {
            return known;
        }
        return unsure && owner.uid() == ownUid ? Peer.UNKNOWN_PROCESS : Peer.NONE;
    }
}
