//! What a person types before a change is proposed.

mod tags;
