package org.libtransport.storage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Something a caller waits for. */
sealed interface StorageRequest {

    CompletableFuture<?> answer();

    record Find(String jid, CompletableFuture<Optional<UserRecord>> answer) implements StorageRequest {}

    record Load(String jid, CompletableFuture<Optional<StoredUser>> answer) implements StorageRequest {}

    record Register(Registration registration, CompletableFuture<UserRecord> answer) implements StorageRequest {}

    record Remove(long userId, CompletableFuture<Void> answer) implements StorageRequest {}

    record UinTaken(String uin, CompletableFuture<Boolean> answer) implements StorageRequest {}

    record Online(CompletableFuture<List<String>> answer) implements StorageRequest {}

    record All(CompletableFuture<List<String>> answer) implements StorageRequest {}

    record Close(CompletableFuture<Void> answer) implements StorageRequest {}
}
