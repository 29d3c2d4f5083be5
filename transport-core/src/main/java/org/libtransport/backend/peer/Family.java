package org.libtransport.backend.peer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.libtransport.backend.peer.SocketTable.Owner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes that this JVM started, with those that they started, at one moment: which of them has a socket open. */
final class Family {

    private static final Logger log = LoggerFactory.getLogger(Family.class);

    private static final String SOCKET = "socket:[";

    private final Map<Long, Long> childByInode = new HashMap<>();
    private final Map<Long, Long> unreadableChildByUid = new HashMap<>();

    private Family() {}

    /** Looks at all of them; takes a few milliseconds. */
    static Family look(Path proc) {
        Map<Long, Long> parents = new HashMap<>();
        ProcessHandle.current()
                .descendants()
                .forEach(member -> member.parent().ifPresent(parent -> parents.put(member.pid(), parent.pid())));
        Family family = new Family();
        parents.keySet().forEach(member -> family.add(proc, member, eldest(member, parents)));
        return family;
    }

    private static long eldest(long member, Map<Long, Long> parents) {
        long eldest = member;
        for (Long parent = parents.get(member); parent != null && parents.containsKey(parent); ) {
            eldest = parent;
            parent = parents.get(parent);
        }
        return eldest;
    }

    void add(Path proc, long pid, long child) {
        Path process = proc.resolve(Long.toString(pid));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                String target = target(file);
                if (target.startsWith(SOCKET)) {
                    long inode = Long.parseLong(target.substring(SOCKET.length(), target.length() - 1));
                    childByInode.put(inode, child);
                }
            }
        } catch (AccessDeniedException e) {
            long uid = ProcessUser.of(process);
            // It changed its user. One of our own user has ended and waits to be reaped, and says nothing about others.
            if (uid != ProcessUser.of(proc.resolve("self"))) {
                unreadableChildByUid.put(uid, child);
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("Process {} has ended", pid, e);
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
     * The child of this JVM that the socket belongs to, or -1. A process that may not be looked at is taken for the owner
     * of what its user has open, since nobody else here has started one of that user.
     */
    long childWith(Owner owner) {
        return childByInode.getOrDefault(owner.inode(), unreadableChildByUid.getOrDefault(owner.uid(), -1L));
    }
}
