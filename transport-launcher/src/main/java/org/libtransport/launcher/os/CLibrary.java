package org.libtransport.launcher.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** Functions of the C library, by their names there. A failure is a {@link LastErrorException}. */
@SuppressWarnings("checkstyle:MethodName")
interface CLibrary extends Library {

    /** Loads the library; costs some tens of milliseconds, so only those ask who need it. */
    static CLibrary load() {
        return Native.load("c", CLibrary.class);
    }

    int umask(int mask);

    int setsid() throws LastErrorException;

    int open(String path, int flags, int mode) throws LastErrorException;

    int dup2(int from, int to) throws LastErrorException;

    int close(int file);

    int geteuid();

    int getegid();

    int initgroups(String user, int group) throws LastErrorException;

    int setgroups(long count, int[] groups) throws LastErrorException;

    int setgid(int group) throws LastErrorException;

    int setuid(int user) throws LastErrorException;

    @Nullable
    Pointer getpwnam(String user);

    @Nullable
    Pointer getgrnam(String group);

    int socket(int domain, int type, int protocol) throws LastErrorException;

    long sendto(int socket, byte[] bytes, long length, int flags, byte[] address, int addressLength)
            throws LastErrorException;
}
