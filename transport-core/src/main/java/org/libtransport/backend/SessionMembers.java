package org.libtransport.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds all processes of a session, also those whose parents are gone. Reads what Linux tells in {@code /proc}; finds
 * nothing elsewhere. Blocks.
 */
final class SessionMembers {

    private static final Path PROC = Path.of("/proc");

    /** Positions after the name of the program, which may contain anything. */
    private static final int GROUP = 2;

    private static final int SESSION = 3;

    private SessionMembers() {}

    /** Those whose session, or at least process group, was begun by this process. */
    static List<ProcessHandle> of(long leader) {
        List<ProcessHandle> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                // First the handle: it knows its process by its start time, should the number be given again.
                Optional<ProcessHandle> handle =
                        ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
                if (handle.isPresent() && belongs(process, Long.toString(leader))) {
                    members.add(handle.get());
                }
            }
        } catch (IOException | RuntimeException e) {
            return members;
        }
        return members;
    }

    private static boolean belongs(Path process, String leader) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION + 2);
            return fields[GROUP].equals(leader) || fields[SESSION].equals(leader);
        } catch (IOException | RuntimeException e) {
            // It ended while we looked.
            return false;
        }
    }
}
