// How the relay's process is run, here and where it is measured: memory that is as large after a day as after a minute.
// V8 by itself lets its heap double before it collects the old part of it, and its nursery grow when it is used: a million
// frames that leave nothing behind made the process three quarters larger. So the nursery has its size from the start, and
// the old part is collected when 45 % has been added to what was alive: at 25 % collecting was a seventh of the event
// loop under load, at 60 % a million bad frames made the process a ninth larger (at 45 % a twentieth).
export const NODE_ARGUMENTS = ['--heap-growing-percent=45', '--min-semi-space-size=32', '--max-semi-space-size=32'];
