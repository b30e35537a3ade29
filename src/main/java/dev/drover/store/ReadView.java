package dev.drover.store;

/**
 * All reads through a view see the store as it was when the view was taken. Views are counted: who takes one owns one count;
 * the last {@link #release} frees it. Reading a freed view is a {@link StoreException}. Any thread.
 */
public interface ReadView extends KeyValues {
    /** Takes one more count; false if the view is freed already. */
    boolean retain();

    /** Gives one count back. */
    void release();
}
