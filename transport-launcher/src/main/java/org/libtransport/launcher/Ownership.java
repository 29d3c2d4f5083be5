package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.config.Options;

/** To whom directories belong that the transport makes: whoever it runs as later, else whoever started it. */
public final class Ownership {

    private final @Nullable String user;
    private final @Nullable String group;

    private Ownership(@Nullable String user, @Nullable String group) {
        this.user = user;
        this.group = group;
    }

    /** Of {@code service.user} and {@code service.group}, if the config has both. */
    public static Ownership of(Config config) {
        String user = config.get(Options.SERVICE_USER);
        String group = config.get(Options.SERVICE_GROUP);
        return user.isEmpty() || group.isEmpty() ? unchanged() : new Ownership(user, group);
    }

    /** Of whoever runs this process. */
    public static Ownership unchanged() {
        return new Ownership(null, null);
    }

    /** Makes the directory and those above it; what is new belongs to the user and the group. Blocks. */
    public void makeDirectories(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = directory.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            missing.push(path);
        }
        Files.createDirectories(directory);
        for (Path made : missing) {
            give(made);
        }
    }

    /** Gives a file or directory to the user and the group. Blocks. */
    public void give(Path path) throws IOException {
        if (user == null || group == null) {
            return;
        }
        UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
        UserPrincipal owner = names.lookupPrincipalByName(user);
        GroupPrincipal owners = names.lookupPrincipalByGroupName(group);
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setOwner(owner);
        view.setGroup(owners);
    }
}
