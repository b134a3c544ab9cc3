-- What a port says is compared by what stays of it; what was kept of it until now compares with nothing, and the next
-- evidence is no change.
UPDATE evidence SET likeness = '';
