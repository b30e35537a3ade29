package dev.drover.ws;

/** A notice that waits until the client has read enough to be sent it. */
record UnsentNotice(Subscription subscription, Notice notice) {
    int size() {
        return notice.message(subscription.id()).length;
    }

    void send() {
        subscription.deliver(notice);
    }
}
