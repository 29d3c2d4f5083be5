package org.libtransport.storage;

import org.libtransport.testkit.StorageContract;

final class InMemoryStoreTest extends StorageContract {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected Store open() {
        return store;
    }
}
