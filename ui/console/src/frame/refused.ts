// What went wrong between the console and the backend.

/** The backend said no, or nothing at all. */
export class Refused extends Error {
  constructor(
    /** Its status; 0 if it could not be reached. */
    readonly status: number,
    readonly title: string,
    readonly detail?: string,
  ) {
    super(title);
  }
}

/** The backend did not take a code as proof. */
export class WrongCode extends Refused {}
